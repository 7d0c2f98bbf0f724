import { writeSync } from "node:fs";
import { constants } from "node:os";
import { every, sleep } from "../clock.ts";
import type { ChaosRun } from "./chaos-run.ts";
import { exitCodeOfRun } from "./exit-code.ts";

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** How long closing in order may take; the reaper, which ends the rest, needs about as long. */
const CLOSING_MS = 1_200;
const LOOK_MS = 200;

/**
 * Gives the process the exit code of the run. A signal ends both within 3 s, and so does the end of the npm script or test
 * runner that started it; what was found until then is printed and reported.
 */
export function endWithProcess(run: ChaosRun): void {
  let isEnding = false;
  const end = (signal: (typeof ENDING)[number]): void => {
    if (isEnding) return; // from a terminal it comes twice: directly, and from npm
    isEnding = true;
    const code = 128 + constants.signals[signal];
    const closed = run.interrupt(signal).catch((error: unknown) => process.stderr.write(`chaos: ${error}\n`));
    void Promise.race([closed, sleep(CLOSING_MS)]).then(() => process.exit(code));
  };
  for (const signal of ENDING) process.on(signal, () => end(signal));
  if (isStartedByRunner(process.env)) onParentEnd(() => end("SIGHUP"));
  process.once("exit", (wanted) => {
    if (wanted > 128) {
      writeSync(process.stderr.fd, run.describeInterrupted());
      process.exitCode = wanted; // node:test would say 1
      return;
    }
    process.exitCode = exitCodeOfRun(run, Number(process.exitCode ?? 0));
  });
}

/** Neither npm's shell nor `node --test` passes on every signal that ends it. */
const isStartedByRunner = (env: NodeJS.ProcessEnv): boolean =>
  env["npm_lifecycle_event"] !== undefined || env["NODE_TEST_CONTEXT"] !== undefined;

function onParentEnd(act: () => void): void {
  const parent = process.ppid;
  const watching = every(LOOK_MS, () => {
    if (process.ppid === parent) return;
    watching[Symbol.dispose]();
    act();
  });
}
