#!/usr/bin/env node
import { EXIT_CODES, isChaosError } from "@chaos-packs/contract/kind";
import { runCommand } from "../admin/command/run-command.ts";
import type { ChaosProxy } from "../admin/open-chaos-proxy.ts";

let running: ChaosProxy | undefined;

async function stop(): Promise<void> {
  await running?.[Symbol.asyncDispose]();
  process.exit(0);
}

// Before anything is said: who reads that it listens may want it to stop at once.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

try {
  running = await runCommand({
    words: process.argv.slice(2),
    environment: process.env,
    print: (text) => process.stdout.write(text),
  });
} catch (error) {
  console.error(isChaosError(error) ? error.message : error);
  process.exitCode = isChaosError(error) ? EXIT_CODES["bad input"] : 1;
}
