import { after, before, suite, test } from "node:test";
import { describeFailure } from "../report/describe-failure.ts";
import type { Session } from "../session.ts";
import type { ChaosRun } from "./chaos-run.ts";
import { quietError } from "./quiet-error.ts";

/** Shows each scenario of a run as a test of node:test. */
export function registerTests(name: string, run: ChaosRun): void {
  suite(`chaos: ${name}`, { concurrency: true }, () => {
    before(() => run.start());
    for (const planned of run.plan) {
      test(`${planned.pack}/${planned.title}: ${planned.run.promise}`, async (context) => {
        const end = await run.end(planned);
        if (end.outcome === "skipped" && !run.options.failOnSkip) return context.skip(end.because[0]);
        if (end.outcome !== "holds") throw quietError(describeFailure(end, run.session as Session));
      });
    }
    after(() => run.finish());
  });
}
