import { ChaosError, type Pack } from "@chaos-packs/contract";
import { RunCoverage } from "../coverage/run-coverage.ts";
import { type Planned, planRuns } from "../plan.ts";
import { type Finished, Runner } from "../runner.ts";
import { coverageFolder, type Session } from "../session.ts";
import type { CheckedEdits } from "./check-edits.ts";
import type { EditedFile } from "./edits/apply-edits.ts";
import { openVariant } from "./edits/open-variant.ts";
import { excerpt } from "./edits/quote-source.ts";
import type { Change } from "./edits/read-edits.ts";

/** What the sound service did, where defects are to be caught. */
export interface SoundRuns {
  /** What speaks against a defect: its lines never run, or a scenario finds fault with the sound service, too. */
  problemsOf(change: Change): readonly string[];
  /** Whether a run may notice the change: some line of it has run there, or it is not known. */
  mayNotice(change: Change, planned: Planned): boolean;
}

/** What the sound service is run with. */
interface SoundOptions extends CheckedEdits {
  readonly packs: readonly Pack[];
  /** All scenarios, instead of only those that a defect expects. */
  readonly full: boolean;
  readonly lanes: number;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

const idOf = ({ pack, run }: Planned): string => `${pack}/${run.id}`;

/**
 * Runs the scenarios against the sound service and takes down which of the lines that defects change ran in each. Unless all
 * are asked for, of each scenario the variants are run only until every defect is known to be reached.
 */
export async function runSound(session: Session, options: SoundOptions): Promise<SoundRuns> {
  const { changes, programs, packs, full, lanes, signal, print } = options;
  const all = [...changes.values()];
  const files = new Set(all.flatMap((change) => change.files.map((file) => file.path)));
  const coverage = new RunCoverage(await coverageFolder(session.directory), files);
  const ids = [...new Set(all.flatMap(({ defect }) => defect.expected))];
  const plan = planRuns(packs, session.target, { pack: undefined, only: full ? [] : ids, quick: false, repeat: 1 });
  const ends: Finished[] = [];
  await using variant = await openVariant(session.target, undefined, session);
  await using runner = new Runner({ ...session, coverage }, { lanes, signal, name: "sound" });
  await runner.become(variant.target);
  const reach = new Reach(coverage, plan, programs);
  const first = full ? plan : plan.filter((each) => plan.find((other) => idOf(other) === idOf(each)) === each);
  await runner.run(first, (end) => ends.push(end));
  const unreached = all.filter((change) => reach.missed(change).length > 0).flatMap(({ defect }) => defect.expected);
  const second = plan.filter((each) => !first.includes(each) && unreached.includes(idOf(each)));
  if (second.length > 0) await runner.run(second, (end) => ends.push(end));
  const unsound = ends.filter(({ outcome }) => outcome !== "holds" && outcome !== "skipped");
  print(`sound: ${ends.length} runs, of which ${unsound.length} do not hold`);
  const uncounted = all.filter(({ files }) => files.some(({ path }) => !programs.has(path)));
  if (uncounted.length > 0)
    print(
      `not known whether the changed lines run, because only Node programs are counted: ${uncounted.map(({ defect }) => defect.name).join(", ")}`,
    );
  return {
    problemsOf: (change) => [
      ...unsound
        .filter(({ planned }) => change.defect.expected.includes(idOf(planned)))
        .map(
          ({ planned, outcome, because }) =>
            `${idOf(planned)} does not hold for the sound service either: ${outcome}${because[0] ? ` (${because[0]})` : ""}`,
        ),
      ...reach.missed(change).map(({ message }) => message),
    ],
    mayNotice: (change, planned) => reach.mayNotice(change, planned),
  };
}

/** Which changes are reached in which runs. */
class Reach {
  readonly #coverage: RunCoverage;
  readonly #plan: readonly Planned[];
  readonly #programs: ReadonlySet<string>;

  constructor(coverage: RunCoverage, plan: readonly Planned[], programs: ReadonlySet<string>) {
    this.#coverage = coverage;
    this.#plan = plan;
    this.#programs = programs;
  }

  /** Of the edits of a change those whose lines hold code that never ran where it is expected to be caught. */
  missed({ defect, files }: Change): readonly ChaosError[] {
    const runs = this.#plan.filter((planned) => defect.expected.includes(idOf(planned)));
    return files.flatMap((file) =>
      file.changed.flatMap((lines) => {
        const ran = runs.flatMap(({ run }) => this.#coverage.ranIn(run, file.path, lines));
        return ran.length > 0 && !ran.includes(true) ? [neverRan(defect, file, lines)] : [];
      }),
    );
  }

  mayNotice({ files }: Change, { run }: Planned): boolean {
    return files.some(
      ({ path, changed }) =>
        !this.#programs.has(path) || changed.some((lines) => this.#coverage.ranIn(run, path, lines).includes(true)),
    );
  }
}

function neverRan({ name, expected }: Change["defect"], { file, original }: EditedFile, lines: readonly number[]) {
  const [from = 1] = lines;
  const to = lines.at(-1) ?? from;
  return new ChaosError("EDIT_NEVER_RUNS", {
    expected: `${from === to ? `line ${from}` : `lines ${from} to ${to}`} of ${file}, which the defect ${name} changes, to run in the sound service in at least one of ${expected.join(", ")}`,
    came: `none of them ran there:\n${excerpt(original, from)}\n  `,
    todo: "Expect it to be caught by a scenario that runs this code, or add one.",
  });
}
