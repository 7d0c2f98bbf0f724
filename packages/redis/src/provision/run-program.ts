import { execFile } from "node:child_process";
import { serverEnvironment } from "@chaos-packs/machine";

/** How a program is run: where, with what beside the environment, and for how long at most (ms). */
export interface RunProgram {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** Runs a program to its end and resolves with its standard output. Rejects with what it wrote to standard error when it fails. */
export function runProgram(command: string, args: readonly string[], options: RunProgram = {}): Promise<string> {
  const { cwd, env, signal, timeoutMs = 120_000 } = options;
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      // LC_ALL: what is read here (`not found`) is translated otherwise.
      {
        env: { ...serverEnvironment(), LC_ALL: "C", ...env },
        timeout: timeoutMs,
        maxBuffer: 16 * 1024 * 1024,
        ...(cwd !== undefined && { cwd }),
        ...(signal && { signal }),
      },
      (error, stdout, stderr) => {
        if (error)
          reject(new Error(`${command} ${args.join(" ")}: ${stderr.trim() || error.message}`, { cause: error }));
        else resolve(stdout);
      },
    );
  });
}
