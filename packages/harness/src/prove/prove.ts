import { writeFile } from "node:fs/promises";
import { ChaosError, type Defect, type Pack, type Target } from "@chaos-packs/contract";
import { type Planned, planRuns } from "../plan.ts";
import { writeJson } from "../report/chaos-json.ts";
import { Runner } from "../runner.ts";
import { openSession } from "../session.ts";
import { checkDefects } from "./check-defects.ts";
import { checkEdits } from "./check-edits.ts";
import { openVariant, type Variant } from "./edits/open-variant.ts";
import type { Change } from "./edits/read-edits.ts";
import { matrixTable } from "./matrix-table.ts";
import { describeProof, proofReport } from "./proof-report.ts";
import { type DefectProof, proveOne } from "./prove-one.ts";
import { runSound } from "./sound-runs.ts";
import { Turns } from "./turns.ts";

/** No scenario that goes its way takes so long; one that does waits for what the defect keeps from coming, ms. */
const WAITS_AFTER_MS = 2_000;

/** What is to be proven. */
export interface Proof {
  /** The sound target; defects with edits are made in it. */
  readonly target: Target;
  /** The target with a defect in it, for defects without edits. */
  readonly targetOf?: (defect: string) => Target;
  readonly packs: readonly Pack[];
  readonly defects: readonly Defect[];
  /** Every scenario in which the changed lines run, instead of only those that each defect expects. Writes a table, too. */
  readonly full: boolean;
  /** Only these defects; empty: all. */
  readonly only: readonly string[];
  /** How many scenarios work at a time; as many again may wait for what does not come. */
  readonly lanes: number;
  readonly seed: number;
  readonly report: string;
  /** Told of each line of progress. */
  readonly print: (line: string) => void;
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
 * own, not only a standing one, says violated while the same workload holds without faults. A defect with edits must also
 * change lines that the sound service runs there, and the sound service must hold.
 *
 * @throws ChaosError NO_DEFECTS, UNKNOWN_DEFECT, BAD_DEFECT; those of edits that cannot be made (`checkEdits`)
 */
export async function prove({
  target,
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
  const [first] = chosen;
  if (!first)
    throw new ChaosError("NO_DEFECTS", {
      expected: "at least one defect",
      came: "none",
      todo: "Pass at least one defect, made with defineDefect().",
    });
  const withoutEdits = chosen.find(({ edits }) => edits === undefined);
  if (withoutEdits && !targetOf)
    throw new ChaosError("BAD_DEFECT", {
      expected: `the defect ${withoutEdits.name} to have edits`,
      came: "it has none, and no `targetOf` makes the target with it",
      todo: "Write what it changes as `edits: [{ file, replace, with }]`.",
    });
  const checked = await checkEdits(chosen, target, { lanes, print });
  const stop = new AbortController();
  await using session = await openSession(target, { seed, signal: stop.signal });
  const sound =
    checked.changes.size === 0
      ? undefined
      : await runSound(session, { ...checked, packs, full, lanes, signal: stop.signal, print });
  /** The target with a defect in it, for as long as the defect is proven. */
  const variantOf = async ({ name }: Defect, change: Change | undefined): Promise<Variant> => {
    if (change) return openVariant(target, change, session);
    return { target: targetOf?.(name) ?? target, async [Symbol.asyncDispose]() {} };
  };
  const mayNotice = (change: Change | undefined, planned: Planned): boolean =>
    planned.skip.length === 0 && (!change || sound?.mayNotice(change, planned) !== false);
  const proofs: DefectProof[] = [];
  const tell = (proof: DefectProof): void => {
    proofs.push(proof);
    print(describeProof(proof, proofs.length, chosen.length));
  };
  const turns = new Turns(lanes, { waitsAfterMs: WAITS_AFTER_MS });
  /** Proves the defects that wait, one after the other on one lane; what may be tried once more goes to `excuse`. */
  const work = async (name: string, waiting: Defect[], excuse?: (defect: Defect) => void): Promise<void> => {
    await using runner = new Runner(session, { lanes: 1, signal: stop.signal, name });
    for (let defect = waiting.shift(); defect && !stop.signal.aborted; defect = waiting.shift()) {
      const change = checked.changes.get(defect.name);
      await using variant = await variantOf(defect, change);
      await runner.become(variant.target);
      const only = full ? [] : defect.expected;
      const planned = planRuns(packs, variant.target, { pack: undefined, only, quick: false, repeat: 1 });
      const plan = planned.filter((each) => isExpected(defect, each) || mayNotice(change, each));
      const problems = (change && sound?.problemsOf(change)) ?? [];
      const { proof, mayBeTriedAgain } = await proveOne(defect, plan, { runner, turns, problems });
      if (mayBeTriedAgain && excuse) excuse(defect);
      else tell(proof);
    }
  };
  const waiting = [...chosen];
  const excused: Defect[] = [];
  await Promise.all(
    Array.from({ length: Math.min(2 * lanes, chosen.length) }, (_, index) =>
      // Whoever fails first says why; the others end as soon as they can.
      work(`proof${index}_`, waiting, (defect) => excused.push(defect)).catch((error: unknown) => stop.abort(error)),
    ),
  );
  stop.signal.throwIfAborted();
  if (excused.length > 0) await work("alone_", excused);
  proofs.sort((a, b) => a.name.localeCompare(b.name));
  const ids = packs.flatMap(({ name, scenarios }) => Object.keys(scenarios).map((id) => `${name}/${id}`));
  const unproven = only.length > 0 ? [] : ids.filter((id) => !proofs.some(({ caughtBy }) => caughtBy.includes(id)));
  await writeJson(report, proofReport(proofs, ids, { full }));
  if (full) await writeFile(report.replace(/(\.json)?$/, "-matrix.md"), matrixTable(proofs, ids));
  return {
    defects: proofs,
    unproven,
    ok: unproven.length === 0 && proofs.every(({ problems }) => problems.length === 0),
  };
}

const isExpected = ({ expected }: Defect, { pack, run }: Planned): boolean => expected.includes(`${pack}/${run.id}`);
