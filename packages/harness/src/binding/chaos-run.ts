import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Pack, Target } from "@chaos-packs/contract";
import { checkTarget } from "../checks/check-target.ts";
import { isoTime, now } from "../clock.ts";
import { CoverageLog } from "../coverage/coverage-log.ts";
import type { ChaosOptions } from "../options.ts";
import { type Planned, planRuns } from "../plan.ts";
import { chaosReport, type RunFailure, writeJson } from "../report/chaos-json.ts";
import { reportNotWritable } from "../report/check-report-files.ts";
import { describeSummary } from "../report/describe-summary.ts";
import { junitOf } from "../report/junit.ts";
import { describeInterrupted, describeRunFailure, headLine } from "../report/progress.ts";
import { RunDisplay, type Screen } from "../report/run-display.ts";
import { writeCoverage } from "../report/write-coverage.ts";
import type { SecondTryReason } from "../run/outcome-of.ts";
import { type Finished, Runner } from "../runner.ts";
import { openSession, type Session } from "../session.ts";
import { Ends } from "./ends.ts";
import { failureOf } from "./failure-of.ts";

/** What a run is made of. */
export interface ChaosRunOptions {
  readonly target: Target;
  readonly packs: readonly Pack[];
  readonly options: ChaosOptions;
  /** Where the report goes. */
  readonly report: string;
  /** Where it is shown. */
  readonly screen: Screen;
  /** Whether failures are printed in full: not where a test runner prints them. */
  readonly failures: boolean;
}

/** How long a run has taken, and how many scenarios it has left out. */
interface RunLength {
  readonly durationMs: number;
  readonly notRun: number;
}

/** Who follows a run. */
export interface RunListener {
  /** A run begins on a lane; one that is tried again begins again. */
  started(planned: Planned): void;
  /** A run has ended and will be tried a second time. */
  setAside(planned: Planned, reason: SecondTryReason): void;
  /** One has ended, or was skipped without having begun. */
  finished(end: Finished): void;
}

/** One run of packs against a target, from its servers to its report. It knows nothing of the test runner that shows it. */
export class ChaosRun {
  readonly plan: readonly Planned[];
  readonly options: ChaosOptions;
  readonly #given: ChaosRunOptions;
  readonly #startedAt = isoTime();
  readonly #begun = now();
  readonly #ends: Ends;
  readonly #display: RunDisplay;
  readonly #stop = new AbortController();
  #session: Session | undefined;
  #coverage: CoverageLog | undefined;
  #runner: Runner | undefined;
  #opening: Promise<Session> | undefined;
  #all: Promise<void> = Promise.resolve();
  #failure: RunFailure | undefined;
  #isReported = false;
  #listener: RunListener | undefined;
  #isInterrupted = false;

  /** Checks the target and plans. Throws what is wrong with them. */
  constructor(given: ChaosRunOptions) {
    const { target, packs, options } = given;
    checkTarget(target);
    this.#given = given;
    this.options = options;
    this.plan = planRuns(packs, target, options);
    this.#ends = new Ends(this.plan);
    const { screen, failures } = given;
    this.#display = new RunDisplay({ screen, failures, verbose: options.verbose, total: this.plan.length });
  }

  /** In the order of the plan. */
  get finished(): readonly Finished[] {
    return this.#ends.finished;
  }

  /** What the reports say of the session: what was asked for, when it could not be opened. */
  get session(): Pick<Session, "target" | "adapter" | "versions" | "seed"> {
    const { adapter, seed } = this.options;
    return this.#session ?? { target: this.#given.target, adapter, versions: {}, seed };
  }

  /** What ended the run itself, or kept it from starting. */
  get failure(): RunFailure | undefined {
    return this.#failure;
  }

  /**
   * Starts servers, lanes and scenarios. Resolves when all lanes are open and a first scenario has ended, or when the run has
   * failed before. Never rejects.
   */
  async start(): Promise<void> {
    const { signal } = this.#stop;
    const { adapter, seed, lanes, coverage } = this.options;
    try {
      this.#opening = openSession(this.#given.target, {
        adapter,
        seed,
        signal,
        lanes: this.#lanes,
        ...(coverage && { coverage: (folder) => this.#count(folder) }),
      });
      this.#session = await this.#opening;
      this.#display.print(headLine(this.plan.length, lanes, this.#session));
      const runner = new Runner(this.#session, {
        lanes: this.#lanes,
        signal,
        started: (planned) => this.#start(planned),
        setAside: (planned, reason) => this.#setAside(planned, reason),
      });
      this.#runner = runner;
      this.#all = runner.run(this.plan, (end) => this.#note(end)).catch((error: unknown) => this.#fail(error));
      await runner.opened().then(
        () => this.#ends.first,
        () => this.#all,
      );
    } catch (error) {
      this.#fail(error);
    }
  }

  get #lanes(): number {
    return Math.min(this.options.lanes, Math.max(1, this.plan.length));
  }

  /** Follows what happens from now on. */
  listen(listener: RunListener): void {
    this.#listener = listener;
  }

  /** Resolves when this run of the plan has ended; with nothing when the run failed before it did. */
  end(planned: Planned): Promise<Finished | undefined> {
    return this.#ends.of(planned);
  }

  /** Waits for all, writes reports and summary, and closes what was opened. */
  async finish(): Promise<void> {
    await this.#all;
    this.#stop.abort();
    try {
      await this.#runner?.[Symbol.asyncDispose]();
      if (this.#isInterrupted) return; // that reports what was found, and prints it otherwise
      const { durationMs, notRun } = await this.#tryToWriteReports();
      const { finished, session } = this;
      this.#display[Symbol.dispose]();
      if (finished.length > 0) {
        const summary = describeSummary(finished, { session, durationMs, notRun, report: this.#given.report });
        this.#display.print(`\n${summary}`);
      }
      const coverage = this.#coverage;
      if (coverage) this.#display.print(`\n${await writeCoverage(coverage, dirname(this.#given.report))}`);
      this.#isReported = true;
    } finally {
      await this.#session?.[Symbol.asyncDispose]();
    }
  }

  /** Reports what was found until now, and closes what was opened, whatever still runs: for a run that a signal ends. */
  async interrupt(signal: NodeJS.Signals): Promise<void> {
    this.#isInterrupted = true;
    this.#failure ??= { code: "INTERRUPTED", message: `the run was ended by ${signal}` };
    this.#stop.abort();
    const errors: unknown[] = [];
    const collect = (error: unknown): void => void errors.push(error);
    if (!this.#isReported) await this.#writeReports().catch(collect);
    const session = await this.#opening?.catch(() => undefined); // it closes itself when it is given up
    for (const closing of [this.#runner, session]) {
      try {
        await closing?.[Symbol.asyncDispose]();
      } catch (error) {
        collect(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, "the run did not close cleanly");
  }

  /** What was found until now, when that has not been reported yet: for a run that is interrupted. */
  describeInterrupted(): string {
    this.#display[Symbol.dispose]();
    if (!this.#session || this.#isReported) return "";
    const { session, finished, plan } = this;
    const durationMs = now() - this.#begun;
    return describeInterrupted(finished, plan.length, { session, durationMs, failures: !this.#given.failures });
  }

  #count(folder: string): CoverageLog {
    this.#coverage = new CoverageLog(folder);
    return this.#coverage;
  }

  #start(planned: Planned): void {
    this.#display.started(planned);
    this.#listener?.started(planned);
  }

  #setAside(planned: Planned, reason: SecondTryReason): void {
    this.#display.setAside(planned, reason);
    this.#listener?.setAside(planned, reason);
  }

  #note(end: Finished): void {
    if (this.#isInterrupted) return; // whatever it found came from the closing
    this.#ends.note(end);
    this.#display.finished(end, this.session);
    this.#listener?.finished(end);
  }

  /** Reported once, here, and not again by each scenario that it keeps from running. */
  #fail(error: unknown): void {
    if (this.#isInterrupted) return;
    this.#failure = failureOf(error);
    const notRun = this.plan.length - this.finished.length;
    this.#display.print(describeRunFailure(this.#failure, notRun, this.plan.length));
    this.#ends.giveUp();
  }

  /** What was found is printed also when it cannot be written. */
  async #tryToWriteReports(): Promise<RunLength> {
    try {
      return await this.#writeReports();
    } catch (cause) {
      const length = this.#length;
      const failure = failureOf(reportNotWritable("to write the reports", cause));
      this.#failure ??= failure;
      this.#display.print(describeRunFailure(failure, length.notRun, this.plan.length));
      return length;
    }
  }

  get #length(): RunLength {
    return { durationMs: now() - this.#begun, notRun: this.plan.length - this.finished.length };
  }

  async #writeReports(): Promise<RunLength> {
    const { finished, session } = this;
    const { junit } = this.options;
    const length = this.#length;
    const run = { startedAt: this.#startedAt, ...length, failure: this.#failure };
    await writeJson(this.#given.report, chaosReport(finished, session, run));
    if (junit !== undefined) await writeFile(junit, junitOf(finished, session, run));
    return length;
  }
}
