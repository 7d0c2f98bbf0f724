import { spawn } from "node:child_process";
import { later } from "../clock.ts";
import { Failure } from "../failure.ts";

/** What the cutter is run with. */
export interface CutterRun {
  /** Command line, without source, folder and count. */
  readonly command: readonly string[];
  readonly source: string;
  readonly folder: string;
  readonly pieces: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Runs the cutter as its own process. Rejects with a `Failure` of kind `refused` when it exits with an error or is not done in time. */
export function runCutter({
  command: [program = "", ...args],
  source,
  folder,
  pieces,
  timeoutMs,
  signal,
}: CutterRun): Promise<void> {
  return new Promise((resolve, reject) => {
    // It holds our end of its stdin as a sign of life: should this worker die, it sees the end of it and exits.
    const cutter = spawn(program, [...args, source, folder, String(pieces)], {
      stdio: ["pipe", "ignore", "pipe"],
      signal,
      killSignal: "SIGKILL",
    });
    let errors = "";
    let late = false;
    const deadline = later(timeoutMs, () => {
      late = true;
      cutter.kill("SIGKILL");
    });
    cutter.stdin.on("error", () => {});
    cutter.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors = (errors + text).slice(-2_000);
    });
    let failed: Error | undefined;
    cutter.on("error", (error) => {
      failed = error;
      if (cutter.pid === undefined) end(null, null);
    });
    cutter.on("close", end);

    function end(code: number | null, killedBy: string | null): void {
      deadline[Symbol.dispose]();
      if (signal.aborted) return reject(signal.reason);
      if (late) return reject(new Failure("refused", `the cutter was not done within ${timeoutMs} ms`));
      if (failed)
        return reject(new Failure("refused", `the cutter could not be run: ${failed.message}`, { cause: failed }));
      if (code === 0) return resolve();
      reject(new Failure("refused", `the cutter exited with ${code ?? killedBy}: ${lastLineOf(errors)}`));
    }
  });
}

/** What a program says is wrong: its line that names an error, else its last. */
function lastLineOf(text: string): string {
  const lines = text.trim().split("\n");
  return lines.find((line) => /^\w*error\b/i.test(line)) ?? lines.at(-1) ?? "";
}
