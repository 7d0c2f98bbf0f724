import { ChaosError, type Defect, type Pack, type Target } from "@chaos-packs/contract";
import { now } from "./clock.ts";
import { type Planned, planRuns } from "./plan.ts";
import { writeJson } from "./report/chaos-json.ts";
import { type Finished, Runner } from "./runner.ts";
import { openSession } from "./session.ts";

/** What is to be proven. */
export interface Proof {
  /** The target with a defect in it. */
  readonly targetOf: (defect: string) => Target;
  readonly packs: readonly Pack[];
  readonly defects: readonly Defect[];
  /** All scenarios against all defects, instead of only those that each defect expects. */
  readonly full: boolean;
  /** Only these defects; empty: all. */
  readonly only: readonly string[];
  readonly lanes: number;
  readonly seed: number;
  readonly report: string;
  /** Told of each line of progress. */
  readonly print: (line: string) => void;
}

/** How one defect fared. */
export interface DefectProof {
  readonly name: string;
  readonly expected: readonly string[];
  readonly caughtBy: readonly string[];
  readonly durationMs: number;
  /** Why it is not proven: scenarios that missed it, or that it broke without any fault. */
  readonly problems: readonly string[];
}

/** What `prove` came to; `reports/proof.json` holds it. */
export interface ProofResult {
  readonly defects: readonly DefectProof[];
  /** Scenarios that no defect proves. */
  readonly unproven: readonly string[];
  readonly ok: boolean;
}

/**
 * Runs each defect through the scenarios that it expects to be caught by. Caught means that an invariant of the scenario's
 * own, not only a standing one, says violated while the same workload holds without faults.
 */
export async function prove({
  targetOf,
  packs,
  defects,
  full,
  only,
  lanes,
  seed,
  report,
  print,
}: Proof): Promise<ProofResult> {
  checkDefects(defects, packs, only);
  const chosen = defects.filter(({ name }) => only.length === 0 || only.includes(name));
  const proofs: DefectProof[] = [];
  const stop = new AbortController();
  const [first] = chosen;
  if (!first)
    throw new ChaosError("NO_DEFECTS", {
      expected: "at least one defect",
      came: "none",
      todo: "Add one to the folder of defects.",
    });
  await using session = await openSession(targetOf(first.name), { seed, signal: stop.signal });
  const waiting = [...chosen];
  const proven = await Promise.allSettled(
    Array.from({ length: lanes }, async (_, index) => {
      await using runner = new Runner(session, { lanes: 1, signal: stop.signal, name: `proof${index}_` });
      for (let defect = waiting.shift(); defect; defect = waiting.shift()) {
        const target = targetOf(defect.name);
        await runner.become(target);
        const proof = await proveOne(
          defect,
          planRuns(packs, target, { pack: undefined, only: full ? [] : defect.expected, quick: false, repeat: 1 }),
          { runner, full },
        );
        proofs.push(proof);
        print(describeProof(proof, proofs.length, chosen.length));
      }
    }),
  );
  const failed = proven.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  proofs.sort((a, b) => a.name.localeCompare(b.name));
  const ids = packs.flatMap(({ name, scenarios }) => Object.keys(scenarios).map((id) => `${name}/${id}`));
  const unproven = only.length > 0 ? [] : ids.filter((id) => !proofs.some(({ caughtBy }) => caughtBy.includes(id)));
  await writeJson(report, proofReport(proofs, ids));
  return {
    defects: proofs,
    unproven,
    ok: unproven.length === 0 && proofs.every(({ problems }) => problems.length === 0),
  };
}

async function proveOne(
  defect: Defect,
  plan: readonly Planned[],
  { runner, full }: { readonly runner: Runner; readonly full: boolean },
): Promise<DefectProof> {
  const begun = now();
  const byScenario = new Map<string, readonly Finished[]>();
  for (const [id, variants] of groupBy(plan, idOf)) byScenario.set(id, await runUntilCaught(variants, runner, full));
  const caughtBy: string[] = [];
  const problems: string[] = [];
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
  return {
    name: defect.name,
    expected: defect.expected,
    caughtBy: caughtBy.sort(),
    durationMs: Math.round(now() - begun),
    problems,
  };
}

/** Runs the variants of one scenario; once one has caught the defect, the scenario has. */
async function runUntilCaught(
  variants: readonly Planned[],
  runner: Runner,
  all: boolean,
): Promise<readonly Finished[]> {
  const ends: Finished[] = [];
  for (const planned of variants) {
    if (!all && ends.some(isCaughtBy)) break;
    await runner.run([planned], (end) => ends.push(end));
  }
  return ends;
}

const idOf = ({ pack, run }: Planned): string => `${pack}/${run.id}`;

const isCaughtBy = ({ outcome, result }: Finished): boolean =>
  outcome === "violated" &&
  (result?.judged ?? []).some(({ standing, verdict }) => !standing && verdict.status === "violated");

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function describeProof(
  { name, expected, caughtBy, durationMs, problems }: DefectProof,
  done: number,
  total: number,
): string {
  const caught = expected.filter((id) => caughtBy.includes(id)).length;
  const head = `${done}/${total} ${problems.length === 0 ? "caught" : "NOT PROVEN"} ${name}: by ${caught} of ${expected.length} expected (${durationMs} ms)`;
  return [head, ...problems.map((problem) => `    ${problem}`)].join("\n");
}

function proofReport(proofs: readonly DefectProof[], ids: readonly string[]): object {
  const killedBy = (id: string): string[] =>
    proofs.filter(({ caughtBy }) => caughtBy.includes(id)).map(({ name }) => name);
  return {
    schema: 1,
    defects: proofs.map(({ name, expected, caughtBy, durationMs }) => ({ name, expected, caughtBy, durationMs })),
    scenarios: ids.map((id) => ({ id, killedBy: killedBy(id) })),
    totals: {
      defects: proofs.length,
      caught: proofs.filter(({ expected, caughtBy }) => expected.every((id) => caughtBy.includes(id))).length,
      scenarios: ids.length,
      proven: ids.filter((id) => killedBy(id).length > 0).length,
    },
  };
}

function checkDefects(defects: readonly Defect[], packs: readonly Pack[], only: readonly string[]): void {
  const ids = new Set(packs.flatMap(({ name, scenarios }) => Object.keys(scenarios).map((id) => `${name}/${id}`)));
  for (const { name, expected } of defects) {
    const stranger = expected.find((id) => !ids.has(id));
    if (stranger !== undefined || expected.length === 0) {
      throw new ChaosError("BAD_DEFECT", {
        expected: `the defect ${name} to name scenarios (pack/id) that must catch it`,
        came: stranger === undefined ? "none" : `"${stranger}"`,
        todo: "Mend its `expected`.",
      });
    }
  }
  const unknown = only.find((name) => !defects.some((defect) => defect.name === name));
  if (unknown !== undefined) {
    throw new ChaosError("UNKNOWN_DEFECT", {
      expected: "the name of a defect",
      came: `"${unknown}"`,
      todo: `Choose among ${defects.map(({ name }) => name).join(", ")}.`,
    });
  }
}
