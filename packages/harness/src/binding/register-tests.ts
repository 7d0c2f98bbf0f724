import { after, suite, type TestContext, test } from "node:test";
import type { Planned } from "../plan.ts";
import { describeFailure } from "../report/describe-failure.ts";
import type { ChaosRun } from "./chaos-run.ts";
import { quietError } from "./quiet-error.ts";

/**
 * Shows each scenario of a started run as a test of node:test. When the run itself failed, one test fails for it, and those
 * that never started are skipped with its code.
 */
export function registerTests(name: string, run: ChaosRun): void {
  suite(`chaos: ${name}`, { concurrency: true }, () => {
    // A run that fails later does so at one scenario, whose test fails.
    let failed = run.failure ? "the run" : undefined;
    if (run.failure) test("the run starts", () => Promise.reject(quietError(shortFailure(run))));
    for (const planned of run.plan)
      test(`${planned.pack}/${planned.title}: ${planned.run.promise}`, (context) => show(planned, context));
    after(() => run.finish());

    async function show(planned: Planned, context: TestContext): Promise<void> {
      const end = await run.end(planned);
      if (end === undefined) {
        if (failed !== undefined) return context.skip(`not run: ${run.failure?.code}`);
        failed = planned.title;
        throw quietError(shortFailure(run));
      }
      if (end.outcome === "skipped" && !run.options.failOnSkip) return context.skip(end.because[0]);
      if (end.outcome !== "holds") throw quietError(describeFailure(end, run.session));
    }
  });
}

/** The whole message is printed once, by the run. */
const shortFailure = ({ failure }: ChaosRun): string =>
  `the run failed with ${failure?.code}; the message is printed above, and in the report`;
