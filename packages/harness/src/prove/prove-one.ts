import type { Defect } from "@chaos-packs/contract";
import { now } from "../clock.ts";
import type { Planned } from "../plan.ts";
import { type Finished, type Runner, secondTryOf } from "../runner.ts";
import type { Turns } from "./turns.ts";

/** How one defect fared. */
export interface DefectProof {
  readonly name: string;
  readonly expected: readonly string[];
  readonly caughtBy: readonly string[];
  readonly durationMs: number;
  /** The scenarios that were tried; the others were left out: they are not expected, or none of the changed lines runs there. */
  readonly tried: readonly string[];
  /** Why it is not proven: scenarios that missed it, or that it broke without any fault. */
  readonly problems: readonly string[];
}

/** What one defect is proven with. */
interface Means {
  readonly runner: Runner;
  readonly turns: Turns;
  /** What is known to speak against it already. */
  readonly problems: readonly string[];
}

/**
 * Runs the plan against a defect that the runner's lane has become. `mayBeTriedAgain`: the machine kept it from being
 * caught, or an overloaded machine may be all that was caught; then it is to be tried once more, alone.
 */
export async function proveOne(
  defect: Defect,
  plan: readonly Planned[],
  means: Means,
): Promise<{ readonly proof: DefectProof; readonly mayBeTriedAgain: boolean }> {
  const begun = now();
  const byScenario = new Map<string, readonly Finished[]>();
  for (const [id, variants] of groupBy(plan, idOf)) byScenario.set(id, await runUntilCaught(variants, means));
  const caughtBy: string[] = [];
  const problems: string[] = [...means.problems];
  for (const [id, own] of byScenario) {
    const isCaught = own.some(isCaughtBy);
    if (isCaught) caughtBy.push(id);
    const isExpected = defect.expected.includes(id);
    const broken = own.find(({ outcome }) => outcome === "invalid-baseline");
    if (isExpected && broken) problems.push(`${id}: it is broken without any fault: ${broken.because[0]}`);
    else if (isExpected && !isCaught)
      problems.push(
        `${id} did not catch it: ${own.map(({ outcome, because }) => `${outcome}${because[0] ? ` (${because[0]})` : ""}`).join(", ")}`,
      );
    else if (!isExpected && isCaught) problems.push(`${id} catches it too, and is not among the expected`);
  }
  const proof = {
    name: defect.name,
    expected: defect.expected,
    caughtBy: caughtBy.sort(),
    durationMs: Math.round(now() - begun),
    tried: [...byScenario.keys()],
    problems,
  };
  return { proof, mayBeTriedAgain: [...byScenario.values()].some((own) => mayBeTriedAgain(own, problems)) };
}

/** Runs the variants of one scenario; once one has caught the defect, the scenario has. */
async function runUntilCaught(variants: readonly Planned[], { runner, turns }: Means): Promise<readonly Finished[]> {
  const ends: Finished[] = [];
  for (const planned of variants) {
    if (ends.some(isCaughtBy)) break;
    using _turn = await turns.take();
    await runner.runOnce([planned], (end) => ends.push(end));
  }
  return ends;
}

const idOf = ({ pack, run }: Planned): string => `${pack}/${run.id}`;

/** The same second tries as those of a run: for noise and for a baseline when it was not caught, for overload when it was. */
function mayBeTriedAgain(ends: readonly Finished[], problems: readonly string[]): boolean {
  const isProven = ends.some((end) => isCaughtBy(end) && secondTryOf(end) === undefined);
  return ends.some((end) => {
    const reason = secondTryOf(end);
    return reason === "overload" ? isCaughtBy(end) && !isProven : reason !== undefined && problems.length > 0;
  });
}

const isCaughtBy = ({ outcome, result }: Finished): boolean =>
  outcome === "violated" &&
  (result?.judged ?? []).some(({ standing, verdict }) => !standing && verdict.status === "violated");

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
