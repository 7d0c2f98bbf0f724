import { writeSync } from "node:fs";
import { constants } from "node:os";
import type { ChaosRun } from "./chaos-run.ts";
import { exitCodeOfRun } from "./exit-code.ts";

const { signals } = constants;

/** Gives the process the exit code of the run. A signal ends both, and what was found until then is printed. */
export function endWithProcess(run: ChaosRun): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(128 + signals[signal]));
  process.once("exit", (wanted) => {
    if (wanted > 128) {
      writeSync(process.stderr.fd, run.describeInterrupted());
      process.exitCode = wanted; // node:test would say 1
      return;
    }
    process.exitCode = exitCodeOfRun(run, Number(process.exitCode ?? 0));
  });
}
