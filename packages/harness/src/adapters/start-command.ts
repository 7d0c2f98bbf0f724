import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { ChaosError, type Journal } from "@chaos-packs/contract";
import { environmentOf } from "./base-environment.ts";
import { ProcessReplica } from "./process-replica.ts";

/** A program and what it runs with. */
export interface CommandOptions {
  readonly command: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly journal: Journal | undefined;
  /** Whether messages can be sent to it: to a Node that counts coverage. */
  readonly hasChannel?: boolean;
  output(line: string): void;
}

/**
 * Starts a program (no shell) as the leader of a process group of its own.
 *
 * @throws ChaosError COMMAND_NOT_FOUND, COMMAND_FAILED (it is there and cannot be run)
 */
export async function startCommand({
  command,
  cwd,
  env,
  output,
  journal,
  hasChannel = false,
}: CommandOptions): Promise<ProcessReplica> {
  const [file = "", ...args] = command;
  const child = spawn(file, args, {
    cwd,
    env: environmentOf(env),
    stdio: ["ignore", "pipe", "pipe", ...(hasChannel ? (["ipc"] as const) : [])],
    detached: true,
  });
  try {
    await hasBegun(child);
  } catch (cause) {
    throw notStarted(command, cwd, cause);
  }
  return new ProcessReplica(child, output, journal);
}

/** Node knows at once whether the program was found; only the event comes later. */
async function hasBegun(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) await once(child, "spawn");
}

function notStarted(command: readonly string[], cwd: string | undefined, cause: unknown): ChaosError {
  const line = command.join(" ");
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
  return new ChaosError(isMissing ? "COMMAND_NOT_FOUND" : "COMMAND_FAILED", {
    expected: `the command "${line}" to start${cwd === undefined ? "" : ` in ${cwd}`}`,
    came: isMissing ? `there is no program "${command[0]}"${cwd === undefined ? "" : ", or no such folder"}` : reason,
    todo: "Correct `command` in the target file; it is run without a shell and with the PATH of the harness.",
    cause,
  });
}
