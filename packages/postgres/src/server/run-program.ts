import { spawn } from "node:child_process";
import type { Journal } from "@chaos-packs/contract";
import type { ServerUser } from "./server-user.ts";

/** Runs a program to its end, known to the journal meanwhile; returns what it wrote. Rejects, with what it wrote, when it fails. */
export function runProgram(
  command: readonly [string, ...string[]],
  options: { readonly user?: ServerUser; readonly journal?: Journal; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: "/",
    detached: true,
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "pipe", "pipe"],
    ...options.user,
  });
  const strike = child.pid === undefined ? () => {} : (options.journal?.process(child.pid) ?? (() => {}));
  const end = (): void => void child.kill("SIGKILL");
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
    strike();
  });
}
