import type { Run } from "@chaos-packs/contract";
import { type CoveredScript, coverScripts } from "./cover-scripts.ts";
import type { Coverage, RanWhen } from "./coverage.ts";
import { linesOf } from "./lines-of.ts";
import { Lives } from "./lives.ts";

/** By file of the service's own source (a path): for each line that holds code, whether it ran. */
type Ran = Map<string, Map<number, boolean>>;

/** Which lines of a few files ran in which run: in the run itself, or in the baseline of its workload. */
export class RunCoverage implements Coverage {
  readonly #lives: Lives;
  readonly #files: ReadonlySet<string>;
  readonly #ranIn = new Map<string, Ran>();

  constructor(folder: string, files: ReadonlySet<string>) {
    this.#lives = new Lives(folder);
    this.#files = files;
  }

  file(lane: string): string {
    return this.#lives.file(lane);
  }

  async note(lane: string, when: RanWhen, run: Run): Promise<void> {
    const scripts = new Map<string, CoveredScript>();
    coverScripts(scripts, await this.#lives.take(lane), when);
    const key = when === "baseline" ? workloadOf(run) : idOf(run);
    const ran: Ran = this.#ranIn.get(key) ?? new Map();
    this.#ranIn.set(key, ran);
    for (const [file, lines] of linesOf(scripts)) {
      if (!this.#files.has(file)) continue;
      const known = ran.get(file) ?? new Map<number, boolean>();
      ran.set(file, known);
      for (const [line, { baseline, faulted }] of lines) known.set(line, known.get(line) || baseline || faulted);
    }
  }

  /** Of these lines of a file those that hold code: whether each ran in a run. Empty when none is known to hold code. */
  ranIn(run: Run, file: string, lines: readonly number[]): readonly boolean[] {
    const known = [idOf(run), workloadOf(run)].map((key) => this.#ranIn.get(key)?.get(file));
    return lines.flatMap((line) => {
      const found = known.map((each) => each?.get(line)).filter((each) => each !== undefined);
      return found.length === 0 ? [] : [found.some(Boolean)];
    });
  }
}

const idOf = ({ id, variant, workload }: Run): string => `${workload.capability.name}/${id}/${variant ?? ""}`;
const workloadOf = ({ workload }: Run): string => `${workload.capability.name}: ${workload.name}`;
