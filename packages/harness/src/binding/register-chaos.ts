import { EXIT_CODES, isChaosError, type Pack, type Target } from "@chaos-packs/contract";
import { loadTarget } from "../checks/load-target.ts";
import { isoTime } from "../clock.ts";
import { type ChaosOptions, readOptions } from "../options.ts";
import { unplannedReport, writeJson } from "../report/chaos-json.ts";
import { checkReportFiles } from "../report/check-report-files.ts";
import { lineScreenOf, screenOf } from "../report/screen.ts";
import { answerQuestion } from "./answer-question.ts";
import { ChaosRun, type ChaosRunOptions } from "./chaos-run.ts";
import { endWithProcess } from "./end-with-process.ts";
import { failureOf } from "./failure-of.ts";
import { isReporterAsked } from "./is-reporter-asked.ts";
import { registerTests } from "./register-tests.ts";
import { runAlone } from "./run-alone.ts";

/** What is registered: a target and the packs that it is put through. */
export interface Registration {
  /** The target, or its file: `new URL("./target.js", import.meta.url)`, so that a mistake in it is reported with its place. */
  readonly target: Target | URL;
  readonly packs: readonly Pack[];
  /** Ids of the scenarios to begin with: they run unless `only`, `pack`, `quick` or `full` says otherwise. */
  readonly first?: readonly string[];
  /** Overrides flags and environment. */
  readonly options?: Partial<ChaosOptions>;
  /** Where the report goes; default `reports/chaos.json` in the working directory. */
  readonly report?: string;
}

/**
 * Runs every scenario; all packs share servers and lanes, on which scenarios run side by side. Under `node --test`, or with a
 * `--test-reporter`, each is a test of node:test. Otherwise the run prints for itself, and this resolves when it has ended.
 * The process ends with the exit code of the worst outcome (`node --test` folds it to 1).
 */
export async function registerChaos({
  target,
  packs,
  first = [],
  options: given,
  report = "reports/chaos.json",
}: Registration): Promise<void> {
  try {
    const read = { ...readOptions(argumentsOf(process.argv), process.env), ...given };
    const isAsked = read.only.length > 0 || read.pack !== undefined || read.quick || read.full;
    const options = isAsked ? read : { ...read, only: first };
    const answer = answerQuestion(packs, options);
    if (answer !== undefined) return void process.stdout.write(`${answer}\n`);
    const hasReporter = isReporterAsked(process.execArgv, process.env);
    await checkReportFiles(report, options.junit);
    // The standard output belongs to the reporter, which may be at the same terminal.
    const screen = hasReporter ? lineScreenOf(process.stderr) : screenOf(process.stdout);
    const run = await planned(target, { packs, options, report, screen, failures: !hasReporter });
    endWithProcess(run);
    if (hasReporter) registerTests(run.session.target.name, run);
    else await runAlone(run, screen);
  } catch (error) {
    if (!isChaosError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CODES["bad input"]);
  }
}

/** A run that cannot be planned must not leave the report of an earlier one in its place. */
async function planned(target: Target | URL, given: Omit<ChaosRunOptions, "target">): Promise<ChaosRun> {
  try {
    return new ChaosRun({ target: target instanceof URL ? await loadTarget(target) : target, ...given });
  } catch (error) {
    const at = { seed: given.options.seed, startedAt: isoTime() };
    await writeJson(given.report, unplannedReport(failureOf(error), at));
    throw error;
  }
}

/** Flags of ours stand behind the file; the runner's own stand before it. `node --test` passes none. */
const argumentsOf = (argv: readonly string[]): readonly string[] =>
  process.env["NODE_TEST_CONTEXT"] === undefined ? argv.slice(2) : [];
