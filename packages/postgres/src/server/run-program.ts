import { spawn } from "node:child_process";
import type { Journal } from "@chaos-packs/contract/kind";
import { serverEnvironment } from "@chaos-packs/machine";
import { pause } from "@chaos-packs/wire";
import type { ServerUser } from "./server-user.ts";

/** How long a program that may `stop` has for it, ms. */
const GRACE_MS = 1_000;

/**
 * Runs a program to its end, known to the journal meanwhile; returns what it wrote. Rejects, with what it wrote, when it fails.
 * One that must not be killed at once is given the signal `stop` first.
 */
export function runProgram(
  command: readonly [string, ...string[]],
  options: {
    readonly user?: ServerUser;
    readonly journal?: Journal;
    readonly signal?: AbortSignal;
    readonly stop?: "SIGTERM";
  } = {},
): Promise<string> {
  const [program, ...args] = command;
  const { stop } = options;
  const child = spawn(program, args, {
    cwd: "/",
    detached: true,
    env: { ...serverEnvironment(), LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "pipe", "pipe"],
    ...options.user,
  });
  const strike =
    child.pid === undefined ? () => {} : (options.journal?.process(child.pid, { ...(stop && { stop }) }) ?? (() => {}));
  const kill = (): void => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  };
  const over = new AbortController();
  const end = (): void => {
    if (stop === undefined) return kill();
    child.kill(stop);
    void pause(GRACE_MS, over.signal).then(() => {
      if (!over.signal.aborted) kill();
    });
  };
  options.signal?.addEventListener("abort", end, { once: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise<string>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ended with ${signal ?? `code ${code}`}: ${output.trim()}`));
    });
  }).finally(() => {
    options.signal?.removeEventListener("abort", end);
    over.abort();
    strike();
  });
}
