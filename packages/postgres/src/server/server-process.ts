import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { ChaosError, type Journal } from "@chaos-packs/contract";
import { pause } from "../clock.ts";
import { type Binaries, programOf } from "./binaries.ts";
import type { ServerUser } from "./server-user.ts";

/** A setting of postgresql.conf: https://www.postgresql.org/docs/18/runtime-config.html */
export type ServerSettings = Readonly<Record<string, string | number | boolean>>;

// What it costs to survive a power cut is not needed: the directory lives no longer than the run.
const FAST: ServerSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  jit: "off",
  max_connections: 200,
  shared_buffers: "32MB",
  io_method: "sync",
  // In the data directory, so that nothing is left in /dev/shm when the server is killed.
  dynamic_shared_memory_type: "mmap",
  timezone: "UTC",
};

/** What a server process is started with. */
export interface ServerProcessOptions {
  readonly binaries: Binaries;
  readonly directory: string;
  readonly port: number;
  readonly user: ServerUser;
  readonly settings: ServerSettings;
  readonly journal: Journal;
  readonly signal: AbortSignal;
}

const READY = "database system is ready to accept connections";
const LINES_KEPT = 20;
const GRACE_MS = 3_000;

/** Starts a Postgres that listens on 127.0.0.1 alone; resolves when it accepts connections. Throws DATABASE_REFUSED. */
export async function startServerProcess(options: ServerProcessOptions): Promise<AsyncDisposable> {
  const { binaries, directory, port, user, journal, signal } = options;
  const settings = { ...FAST, ...options.settings, listen_addresses: "127.0.0.1", unix_socket_directories: "", port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(programOf(binaries, "postgres"), ["-D", directory, ...flags], {
    cwd: "/",
    // A group of its own: Ctrl-C in a terminal reaches the harness, which then stops the server in its own order.
    detached: true,
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe"],
    ...user,
  });
  const strike = child.pid === undefined ? () => {} : journal.process(child.pid);
  const exited = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  const stop = async (): Promise<void> => {
    await stopProcess(child, exited);
    strike();
  };
  try {
    await waitUntilReady(child, signal);
    return { [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function waitUntilReady(child: ChildProcess, signal: AbortSignal): Promise<void> {
  const last: string[] = [];
  return new Promise((resolve, reject) => {
    const refuse = (came: string, cause?: unknown): void =>
      reject(
        new ChaosError("DATABASE_REFUSED", {
          expected: "Postgres to start",
          came,
          todo: "See what it says, or set CHAOS_POSTGRES_URL to a server of your own.",
          cause,
        }),
      );
    const abort = (): void => refuse("its start was given up", signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    child.once("error", (error) => refuse(`it could not be run: ${error.message}`, error));
    child.once("exit", (code, by) => refuse(`it ended with ${by ?? `code ${code}`}: ${last.join(" | ")}`));
    if (!child.stderr) return;
    // Read to the end, or the server stands still once the pipe is full.
    createInterface(child.stderr).on("line", (line) => {
      last.push(line);
      if (last.length > LINES_KEPT) last.shift();
      if (!line.includes(READY)) return;
      signal.removeEventListener("abort", abort);
      resolve();
    });
  });
}

/** Immediate shutdown, for nothing in the directory is worth a checkpoint; and the hard way when that takes too long. */
async function stopProcess(child: ChildProcess, exited: Promise<void>): Promise<void> {
  const over = new AbortController();
  const killLate = pause(GRACE_MS, over.signal).then(() => {
    if (!over.signal.aborted) child.kill("SIGKILL");
  });
  child.kill("SIGQUIT");
  await exited;
  over.abort();
  await killLate;
}
