import { isFailure } from "../report/cause-of.ts";
import type { Screen } from "../report/run-display.ts";
import type { ChaosRun } from "./chaos-run.ts";

/** Runs without a test runner, from start to end; the last line counts, for scripts. */
export async function runAlone(run: ChaosRun, { write }: Screen): Promise<void> {
  await run.start();
  await run.finish();
  const { finished, options } = run;
  const skipped = finished.filter(({ outcome }) => outcome === "skipped").length;
  const failed = finished.filter(isFailure).length + (options.failOnSkip ? skipped : 0) + (run.failure ? 1 : 0);
  const passed = finished.filter(({ outcome }) => outcome === "holds").length;
  write(`chaos: ${passed} passed, ${failed} failed${options.failOnSkip ? "" : `, ${skipped} skipped`}\n`);
}
