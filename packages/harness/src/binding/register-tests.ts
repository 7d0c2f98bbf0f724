import { type TestContext, test } from "node:test";
import type { Planned } from "../plan.ts";
import { describeFailure } from "../report/describe-failure.ts";
import type { SecondTryReason } from "../run/outcome-of.ts";
import type { Finished } from "../runner.ts";
import type { ChaosRun } from "./chaos-run.ts";
import { quietError } from "./quiet-error.ts";

/**
 * Shows a run as a test of node:test, and each scenario as one below it that begins when the scenario does, so that its
 * duration is its own; a second try is a test of its own, and the first is skipped with the reason. When the run itself fails
 * the test around them fails, and what never started is skipped with its code.
 */
export function registerTests(name: string, run: ChaosRun): void {
  void test(`chaos: ${name}`, { concurrency: 2 * run.plan.length + 1 }, async (context) => {
    const begun = new Map<Planned, ((reason: SecondTryReason) => void) | undefined>();
    const tests: Promise<void>[] = [];
    const show = (planned: Planned, act: (own: TestContext) => Promise<void> | void): void => {
      const again = begun.has(planned) ? " (second try)" : "";
      tests.push(context.test(`${planned.pack}/${planned.title}${again}: ${planned.run.promise}`, act));
    };
    run.listen({
      started(planned) {
        let setAside: ((reason: SecondTryReason) => void) | undefined;
        const isSetAside = new Promise<SecondTryReason>((resolve) => {
          setAside = resolve;
        });
        show(planned, async (own) => {
          const end = await Promise.race([run.end(planned), isSetAside]);
          if (typeof end === "string") own.skip(`tried again, alone: ${end}`);
          else judge(end, run, own);
        });
        begun.set(planned, setAside);
      },
      setAside: (planned, reason) => begun.get(planned)?.(reason),
      finished(end) {
        if (begun.has(end.planned)) return;
        show(end.planned, (own) => judge(end, run, own));
        begun.set(end.planned, undefined);
      },
    });
    await run.start();
    await run.finish();
    for (const planned of run.plan)
      if (!begun.has(planned)) show(planned, (own) => own.skip(`not run: ${run.failure?.code}`));
    await Promise.all(tests);
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
