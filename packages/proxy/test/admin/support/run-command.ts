import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

const entry = new URL("../../../src/bin/chaos-proxy.ts", import.meta.url).pathname;

/** The command, as it runs in a process of its own. */
export interface Command extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** Resolves with what the pattern found in the output, and rejects when the command ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  readonly exited: Promise<number | null>;
}

/** Starts `chaos-proxy` with these words. */
export function startCommand(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Command {
  const child = spawn(process.execPath, ["--import", "tsx", entry, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    child.emit("said");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const exited = new Promise<number | null>((resolve) => {
    child.on("close", (code) => {
      resolve(code);
      child.emit("said");
    });
  });
  return {
    child,
    output: () => output,
    errors: () => errors,
    exited,
    async until(pattern) {
      for (;;) {
        const found = pattern.exec(output);
        if (found) return found;
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${output}${errors}`);
        await once(child, "said");
      }
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
