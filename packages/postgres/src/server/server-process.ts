import { type ChildProcess, spawn } from "node:child_process";
import { statfs } from "node:fs/promises";
import { createInterface } from "node:readline";
import { ChaosError, type Journal } from "@chaos-packs/contract/kind";
import { serverEnvironment } from "@chaos-packs/machine";
import { pause } from "@chaos-packs/wire";
import { type Binaries, programOf } from "./binaries.ts";
import { Interlock } from "./interlock.ts";
import type { ServerUser } from "./server-user.ts";

/** A setting of postgresql.conf: https://www.postgresql.org/docs/18/runtime-config.html */
export type ServerSettings = Readonly<Record<string, string | number | boolean>>;

// What it costs to survive a power cut is not needed: the directory lives no longer than the run. A crash of the server
// alone is survived, because the system keeps what was written; so commits are written when they are acknowledged.
const FAST: ServerSettings = {
  fsync: "off",
  full_page_writes: "off",
  autovacuum: "off",
  jit: "off",
  max_connections: 200,
  deadlock_timeout: "50ms",
  shared_buffers: "32MB",
  io_method: "sync",
  // In the data directory, so that nothing is left in /dev/shm when the server is killed.
  dynamic_shared_memory_type: "mmap",
  timezone: "UTC",
  // With the SQLSTATE first, so that a full disk is known by its code.
  log_line_prefix: "%e %m [%p] ",
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
/** One segment of its log of writes: with less it stops at the next. */
const LEAST_FREE_BYTES = 16 * 2 ** 20;
const GRACE_MS = 3_000;

/** How a server is shut down: https://www.postgresql.org/docs/18/server-shutdown.html */
export type ShutdownMode = "fast" | "immediate";

const SIGNALS = { fast: "SIGINT", immediate: "SIGQUIT" } as const;

interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  /** Called whenever it begins to accept connections. */
  readonly readies: Set<() => void>;
}

/** A Postgres that listens on 127.0.0.1 alone; it may be stopped and started again on what it has written. */
export class ServerProcess implements AsyncDisposable {
  readonly #options: ServerProcessOptions;
  readonly #interlock: Interlock;
  readonly #lastLines: string[] = [];
  #running: Running | undefined;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.#interlock = new Interlock(options.directory, options.journal);
  }

  get directory(): string {
    return this.#options.directory;
  }

  /** The last lines of its log. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Says when nothing fits on the disk of its data any more: whatever it refuses then is no fault of anybody who asked. */
  async diskTrouble(): Promise<string | undefined> {
    const { directory } = this.#options;
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize < LEAST_FREE_BYTES ? `no space is left on the disk of ${directory}` : undefined;
  }

  /** Resolves when it accepts connections; nothing happens when it runs. Throws DATABASE_REFUSED. */
  async start(): Promise<void> {
    if (this.#running) return;
    const { signal, journal } = this.#options;
    const child = this.#spawn();
    const strike = child.pid === undefined ? () => {} : journal.process(child.pid, { stop: SIGNALS.immediate });
    const exited = new Promise<NodeJS.Signals | null>((resolve) => {
      child.once("error", () => resolve(null));
      child.once("exit", (_code, by) => resolve(by));
    });
    const ended = exited.then(async (by) => {
      strike();
      await this.#interlock.end({ wasKilled: by !== null });
      if (this.#running === running) this.#running = undefined;
    });
    const running: Running = { child, exited: ended, readies: new Set() };
    this.#running = running;
    try {
      await waitUntilReady(running, this.#lastLines, signal);
      await this.#interlock.note();
    } catch (error) {
      await this.stop("immediate");
      throw error;
    }
  }

  /** Resolves when it has exited. The hard way when it takes too long. */
  async stop(mode: ShutdownMode): Promise<void> {
    if (!this.#running) return;
    const { child, exited } = this.#running;
    const over = new AbortController();
    const killLate = pause(GRACE_MS, over.signal).then(() => {
      if (!over.signal.aborted) child.kill("SIGKILL");
    });
    child.kill(SIGNALS[mode]);
    await exited;
    over.abort();
    await killLate;
  }

  /** Ends one of its processes with SIGKILL, which takes all others with it; resolves when it accepts connections again. */
  async crash(backend: number): Promise<void> {
    if (!this.#running) return;
    const { exited, readies } = this.#running;
    const recovered = new Promise<void>((resolve) => readies.add(resolve));
    process.kill(backend, "SIGKILL");
    await Promise.race([recovered, exited]);
    readies.clear();
    if (this.#running) await this.#interlock.note();
  }

  /** Immediately: nothing in the directory is worth a checkpoint. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop("immediate");
  }

  #spawn(): ChildProcess {
    const { binaries, directory, port, user, settings } = this.#options;
    const all = { ...FAST, ...settings, listen_addresses: "127.0.0.1", unix_socket_directories: "", port };
    const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    return spawn(programOf(binaries, "postgres"), ["-D", directory, ...flags], {
      cwd: "/",
      // A group of its own: Ctrl-C in a terminal reaches the harness, which then stops the server in its own order.
      detached: true,
      env: { ...serverEnvironment(), LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "ignore", "pipe"],
      ...user,
    });
  }
}

function waitUntilReady({ child, readies }: Running, last: string[], signal: AbortSignal): Promise<void> {
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
    readies.add(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    if (!child.stderr) return;
    // Read to the end, or the server stands still once the pipe is full.
    createInterface(child.stderr).on("line", (line) => {
      last.push(line);
      if (last.length > LINES_KEPT) last.shift();
      if (!line.includes(READY)) return;
      for (const ready of readies) ready();
      readies.clear();
    });
  });
}
