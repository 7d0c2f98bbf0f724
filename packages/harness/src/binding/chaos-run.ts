import { writeFile } from "node:fs/promises";
import { isChaosError, type Pack, type Target } from "@chaos-packs/contract";
import { checkTarget } from "../checks/check-target.ts";
import { isoTime, now } from "../clock.ts";
import type { ChaosOptions } from "../options.ts";
import { type Planned, planRuns } from "../plan.ts";
import { chaosReport, writeJson } from "../report/chaos-json.ts";
import { junitOf } from "../report/junit.ts";
import { describeInterrupted, headLine, progressLine } from "../report/progress.ts";
import { summaryTable } from "../report/summary-table.ts";
import { type Finished, Runner } from "../runner.ts";
import { openSession, type Session } from "../session.ts";
import { type Later, settleLater } from "./later.ts";
import { quietError } from "./quiet-error.ts";

/** What a run is made of. */
export interface ChaosRunOptions {
  readonly target: Target;
  readonly packs: readonly Pack[];
  readonly options: ChaosOptions;
  /** Where the report goes. */
  readonly report: string;
}

/** One run of packs against a target, from its servers to its report. It knows nothing of the test runner that shows it. */
export class ChaosRun {
  readonly plan: readonly Planned[];
  readonly options: ChaosOptions;
  readonly #given: ChaosRunOptions;
  readonly #startedAt = isoTime();
  readonly #begun = now();
  readonly #finished: Finished[] = [];
  readonly #ends: ReadonlyMap<Planned, Later<Finished>>;
  readonly #stop = new AbortController();
  #session: Session | undefined;
  #runner: Runner | undefined;
  #all: Promise<void> = Promise.resolve();
  #isReported = false;
  #isBadInput = false;

  /** Checks the target and plans. Throws what is wrong with them. */
  constructor(given: ChaosRunOptions) {
    const { target, packs, options } = given;
    checkTarget(target);
    this.#given = given;
    this.options = options;
    this.plan = planRuns(packs, target, options);
    this.#ends = new Map(this.plan.map((planned) => [planned, settleLater<Finished>()]));
  }

  /** In the order of the plan. */
  get finished(): readonly Finished[] {
    const { plan } = this;
    return [...this.#finished].sort((a, b) => plan.indexOf(a.planned) - plan.indexOf(b.planned));
  }

  get session(): Session | undefined {
    return this.#session;
  }

  get isBadInput(): boolean {
    return this.#isBadInput;
  }

  /** Starts servers, lanes and scenarios; resolves when scenarios run. Never rejects: ends do. */
  async start(): Promise<void> {
    const { signal } = this.#stop;
    const { target } = this.#given;
    const { adapter, seed, lanes } = this.options;
    try {
      this.#session = await openSession(target, { adapter, seed, signal });
      process.stderr.write(`${headLine(this.plan.length, lanes, this.#session)}\n`);
      this.#runner = new Runner(this.#session, { lanes: Math.min(lanes, Math.max(1, this.plan.length)), signal });
      this.#all = this.#runner.run(this.plan, (end) => this.#note(end));
      this.#all.catch((error: unknown) => this.#giveUp(error));
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** Resolves when this run of the plan has ended. */
  end(planned: Planned): Promise<Finished> {
    return (this.#ends.get(planned) as Later<Finished>).promise;
  }

  /** Waits for all, writes reports and summary, and closes what was opened. */
  async finish(): Promise<void> {
    await this.#all.catch(() => {});
    this.#stop.abort();
    try {
      await this.#runner?.[Symbol.asyncDispose]();
      if (this.#session && !this.#isBadInput) await this.#writeReports(this.#session);
    } finally {
      await this.#session?.[Symbol.asyncDispose]();
    }
  }

  /** What was found until now, when that has not been reported yet: for a run that is interrupted. */
  describeInterrupted(): string {
    if (!this.#session || this.#isReported) return "";
    return describeInterrupted(this.finished, this.plan.length, this.#session, now() - this.#begun);
  }

  #note(end: Finished): void {
    this.#finished.push(end);
    if (this.options.verbose || end.outcome !== "holds")
      process.stderr.write(`${progressLine(end, this.#finished.length, this.plan.length)}\n`);
    this.#ends.get(end.planned)?.resolve(end);
  }

  /** What is wrong with the target is reported once, and not again by each test that it keeps from running. */
  #giveUp(error: unknown): void {
    this.#isBadInput = isChaosError(error);
    if (isChaosError(error)) process.stderr.write(`${error.message}\n`);
    const reported = isChaosError(error) ? quietError(`not run: ${error.code}, see above`) : error;
    for (const end of this.#ends.values()) end.reject(reported);
  }

  async #writeReports(session: Session): Promise<void> {
    const durationMs = now() - this.#begun;
    const { finished } = this;
    const { junit } = this.options;
    const report = chaosReport(finished, session, { startedAt: this.#startedAt, durationMs });
    await writeJson(this.#given.report, report);
    if (junit !== undefined) await writeFile(junit, junitOf(finished, session));
    process.stderr.write(`\n${summaryTable(finished, { seed: session.seed, durationMs })}\n`);
    this.#isReported = true;
  }
}
