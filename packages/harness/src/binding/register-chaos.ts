import { spawnSync } from "node:child_process";
import { writeSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { after, before, suite, test } from "node:test";
import { ChaosError, EXIT_CODES, exitCodeOf, isChaosError, type Pack, type Target } from "@chaos-packs/contract";
import { checkTarget } from "../checks/check-target.ts";
import { loadTarget } from "../checks/load-target.ts";
import { isoTime, now } from "../clock.ts";
import { type ChaosOptions, readOptions } from "../options.ts";
import { planRuns } from "../plan.ts";
import { chaosReport, writeJson } from "../report/chaos-json.ts";
import { describeFailure } from "../report/describe-failure.ts";
import { explainScenario, listScenarios } from "../report/explain.ts";
import { junitOf } from "../report/junit.ts";
import { summaryTable } from "../report/summary-table.ts";
import { type Finished, Runner } from "../runner.ts";
import { openSession, type Session } from "../session.ts";

/** What is registered: a target and the packs that it is put through. */
export interface Registration {
  /** The target, or its file: `new URL("./target.js", import.meta.url)`, so that what is wrong with it is told in words. */
  readonly target: Target | URL;
  readonly packs: readonly Pack[];
  /** Ids of the scenarios to begin with: they run unless `only`, `pack` or `quick` says otherwise. */
  readonly first?: readonly string[];
  /** Overrides flags and environment. */
  readonly options?: Partial<ChaosOptions>;
  /** Where the report goes; default `reports/chaos.json` in the working directory. */
  readonly report?: string;
}

/**
 * Registers every scenario as a test of node:test. All packs share servers and lanes; scenarios run side by side, their
 * tests report in order. The process ends with the exit code of the worst outcome (plain `node --test` folds it to 1).
 */
export async function registerChaos({
  target,
  packs,
  first = [],
  options: given,
  report = "reports/chaos.json",
}: Registration): Promise<void> {
  try {
    const told = { ...readOptions(argumentsOf(process.argv), process.env), ...given };
    const isAsked = told.only.length > 0 || told.pack !== undefined || told.quick;
    const options = isAsked ? told : { ...told, only: first };
    if (options.coverage && !process.env["NODE_V8_COVERAGE"]) return runUnderCoverage();
    if (options.list) return print(listScenarios(packs));
    if (options.explain !== undefined) return explain(packs, options.explain);
    register(target instanceof URL ? await loadTarget(target) : target, packs, options, report);
  } catch (error) {
    if (!isChaosError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CODES["bad input"]);
  }
}

const { signals } = constants;

/** Flags of ours stand behind the file; the runner's own stand before it. `node --test` passes none. */
const argumentsOf = (argv: readonly string[]): readonly string[] =>
  process.env["NODE_TEST_CONTEXT"] === undefined ? argv.slice(2) : [];

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function explain(packs: readonly Pack[], id: string): void {
  const text = explainScenario(packs, id);
  if (text !== undefined) return print(text);
  throw new ChaosError("UNKNOWN_SCENARIO", {
    expected: "the id of a scenario",
    came: `"${id}"`,
    todo: "--list lists them all.",
  });
}

function register(target: Target, packs: readonly Pack[], options: ChaosOptions, report: string): void {
  checkTarget(target);
  const plan = planRuns(packs, target, options);
  const startedAt = isoTime();
  const begun = now();
  const finished: Finished[] = [];
  const ends = plan.map(() => settleLater<Finished>());
  const stop = new AbortController();
  let session: Session | undefined;
  let runner: Runner | undefined;
  let all: Promise<void> = Promise.resolve();
  let isBadInput = false;

  /** What is wrong with the target is told once, and not again by each test that it keeps from running. */
  const giveUp = (error: unknown): void => {
    isBadInput = isChaosError(error);
    if (isChaosError(error)) process.stderr.write(`${error.message}\n`);
    const told = isChaosError(error) ? quietError(`not run: ${error.code}, see above`) : error;
    for (const end of ends) end.reject(told);
  };

  let isTold = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(128 + signals[signal]));
  process.once("exit", (wanted) => {
    if (wanted > 128) {
      // Interrupted: what was found until then must not be lost.
      if (session && !isTold)
        writeSync(process.stderr.fd, interrupted(inPlannedOrder(finished, plan), plan.length, session, now() - begun));
      process.exitCode = wanted; // node:test would say 1
      return;
    }
    const strict = options.failOnSkip && finished.some(({ outcome }) => outcome === "skipped");
    const code = exitCodeOf(finished.map(({ outcome }) => outcome));
    if (isBadInput) process.exitCode = EXIT_CODES["bad input"];
    else process.exitCode = code !== 0 ? code : strict ? EXIT_CODES["nothing ran"] : Number(process.exitCode ?? 0);
  });

  suite(`chaos: ${target.name}`, { concurrency: true }, () => {
    before(async () => {
      try {
        session = await openSession(target, { adapter: options.adapter, seed: options.seed, signal: stop.signal });
        process.stderr.write(
          `chaos: ${plan.length} runs, ${options.lanes} lanes, ${session.adapter}, seed ${session.seed}, ${describeServers(session)}\n`,
        );
        runner = new Runner(session, { lanes: Math.min(options.lanes, Math.max(1, plan.length)), signal: stop.signal });
        all = runner.run(plan, (end) => {
          finished.push(end);
          if (options.verbose || end.outcome !== "holds")
            process.stderr.write(`${progressLine(end, finished.length, plan.length)}\n`);
          ends[plan.indexOf(end.planned)]?.resolve(end);
        });
        all.catch(giveUp);
      } catch (error) {
        giveUp(error);
      }
    });
    plan.forEach((planned, index) => {
      test(`${planned.pack}/${planned.title}: ${planned.run.promise}`, async (context) => {
        const end = await (ends[index] as Later<Finished>).promise;
        if (end.outcome === "skipped" && !options.failOnSkip) return context.skip(end.because[0]);
        if (end.outcome !== "holds") throw failureOf(end, session as Session);
      });
    });
    after(async () => {
      await all.catch(() => {});
      stop.abort();
      try {
        await runner?.[Symbol.asyncDispose]();
        if (!session || isBadInput) return;
        const durationMs = now() - begun;
        const ordered = inPlannedOrder(finished, plan);
        await writeJson(report, chaosReport(ordered, session, { startedAt, durationMs }));
        if (options.junit !== undefined) await writeFile(options.junit, junitOf(ordered, session));
        process.stderr.write(`\n${summaryTable(ordered, { seed: session.seed, durationMs })}\n`);
        isTold = true;
      } finally {
        await session?.[Symbol.asyncDispose]();
      }
    });
  });
}

const inPlannedOrder = (finished: readonly Finished[], plan: readonly Finished["planned"][]): readonly Finished[] =>
  [...finished].sort((a, b) => plan.indexOf(a.planned) - plan.indexOf(b.planned));

const describeServers = ({ versions }: Session): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");

function progressLine({ planned, outcome, durationMs, because }: Finished, done: number, total: number): string {
  const why = outcome === "holds" || because[0] === undefined ? "" : `: ${because[0]}`;
  return `chaos: ${done}/${total} ${planned.pack}/${planned.title}: ${outcome} (${Math.round(durationMs)} ms)${why}`;
}

/** What is known of a run that was ended before its end. */
function interrupted(finished: readonly Finished[], total: number, session: Session, durationMs: number): string {
  const failures = finished.filter(({ outcome }) => outcome !== "holds" && outcome !== "skipped");
  return [
    "",
    ...failures.map((end) => `${describeFailure(end, session)}\n`),
    summaryTable(finished, { seed: session.seed, durationMs }),
    `  ended after ${finished.length} of ${total} runs; the rest did not run\n`,
  ].join("\n");
}

/** An error whose message is the whole story; its stack would only show the harness. */
const failureOf = (end: Finished, session: Session): Error => quietError(describeFailure(end, session));

function quietError(message: string): Error {
  const error = new Error(message);
  error.stack = message;
  return error;
}

interface Later<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

function settleLater<T>(): Later<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  promise.catch(() => {}); // told to the test that awaits it
  return { promise, resolve, reject };
}

/** Runs the same command again under c8. What a killed process or thread had covered cannot be reported by it. */
function runUnderCoverage(): void {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.stderr.write(
    "chaos: coverage leaves out what ran only in replicas that were killed: they cannot report it\n",
  );
  const flags = ["--reporter=text", "--reporter=lcov", "--reports-dir=reports/coverage"];
  const { status, error } = spawnSync("c8", [...flags, ...again], { stdio: "inherit" });
  if (error) {
    throw new ChaosError("C8_MISSING", {
      expected: "the program c8 on the PATH",
      came: error.message,
      todo: "npm install --save-dev c8, and run through an npm script or npx.",
      cause: error,
    });
  }
  process.exitCode = status ?? 1;
}
