import {
  type Adapter,
  ChaosError,
  childProcess,
  type LaunchedProgram,
  type Program,
  type Role,
  workerThread,
} from "@chaos-packs/contract";
import { temporaryFolder } from "@chaos-packs/machine";
import { freePort } from "@chaos-packs/proxy";
import { Agent } from "undici";
import { Replica } from "./lane/replica.ts";

/** Runs a program of the target's beside its roles (an upstream service) and resolves when it is ready. */
export async function launchProgram(
  program: Program,
  { adapter, processes, signal }: { adapter: Adapter; processes: Adapter; signal: AbortSignal },
): Promise<LaunchedProgram> {
  signal.throwIfAborted();
  const port = await freePort();
  const env = (): Readonly<Record<string, string>> => program.env({ port });
  const { run, ready } = program;
  const spec: Role =
    "entry" in run
      ? workerThread({ entry: run.entry, ready, env })
      : childProcess({ command: run.command, ready, env, ...(run.cwd !== undefined && { cwd: run.cwd }) });
  const agent = new Agent({ connections: 2 });
  const replica = new Replica({
    role: program.name,
    index: 0,
    spec,
    adapter: spec.run === "command" ? processes : adapter,
    port,
    directory: await temporaryFolder(),
    agent,
    output: () => {},
    exit: () => {},
  });
  try {
    await replica.start();
  } catch (cause) {
    await agent.destroy();
    throw new ChaosError("PROGRAM_NOT_READY", {
      expected: `the program ${program.name} to start`,
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "Start it by hand with the same environment.",
      cause,
    });
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      await replica.kill();
      await agent.destroy();
    },
  };
}
