import { type TestContext, test } from "node:test";
import type { Planned } from "../plan.ts";
import { describeFailure } from "../report/describe-failure.ts";
import type { Finished } from "../runner.ts";
import type { ChaosRun } from "./chaos-run.ts";
import { quietError } from "./quiet-error.ts";

/**
 * Shows a run as a test of node:test, and each scenario as one below it that begins when the scenario does, so that its
 * duration is its own. When the run itself fails one test fails for it, and what never started is skipped with its code.
 */
export function registerTests(name: string, run: ChaosRun): void {
  void test(`chaos: ${name}`, { concurrency: run.plan.length + 1 }, async (context) => {
    const begun = new Map<Planned, Promise<void>>();
    const show = (planned: Planned, test: (own: TestContext) => Promise<void> | void): void => {
      begun.set(planned, context.test(`${planned.pack}/${planned.title}: ${planned.run.promise}`, test));
    };
    run.listen({
      started(planned) {
        if (begun.has(planned)) return;
        show(planned, async (own) => judge(await run.end(planned), run, own));
      },
      finished(end) {
        if (!begun.has(end.planned)) show(end.planned, (own) => judge(end, run, own));
      },
    });
    await run.start();
    await run.finish();
    for (const planned of run.plan)
      if (!begun.has(planned)) show(planned, (own) => own.skip(`not run: ${run.failure?.code}`));
    await Promise.all(begun.values());
    if (run.failure) throw quietError(shortFailure(run));
  });
}

function judge(end: Finished | undefined, run: ChaosRun, own: TestContext): void {
  if (end === undefined) return own.skip(`not run: ${run.failure?.code}`);
  if (end.outcome === "skipped" && !run.options.failOnSkip) return own.skip(end.because[0]);
  if (end.outcome !== "holds") throw quietError(describeFailure(end, run.session));
}

/** The whole message is printed once, by the run. */
const shortFailure = ({ failure }: ChaosRun): string =>
  `the run failed with ${failure?.code}; the message is printed above, and in the report`;
