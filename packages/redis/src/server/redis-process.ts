import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ChaosError, type Journal } from "@chaos-packs/contract/kind";
import { serverEnvironment } from "@chaos-packs/machine";
import type { RedisBinary } from "./redis-binary.ts";

/** What a server is started with. */
export interface RedisProcessOptions {
  readonly binary: RedisBinary;
  readonly port: number;
  readonly directory: string;
  readonly journal: Journal;
  /** Without it nobody may speak to the server. */
  readonly password?: string;
  /** The port of the server whose replica it is. */
  readonly replicaOf?: number;
}

/** The file in its folder in which it saves what it holds. */
const SAVED = "dump.rdb";
const READY = /Ready to accept connections/;

/** Our own server process: on loopback, forgetful, and gone when disposed. It can be stopped and started again on its port. */
export class RedisProcess implements AsyncDisposable {
  readonly #options: RedisProcessOptions;
  #child: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();

  constructor(options: RedisProcessOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when it accepts connections; nothing happens when it runs. Throws REDIS_DID_NOT_START. */
  async start(signal?: AbortSignal): Promise<void> {
    if (this.#child) return;
    const { binary, directory, journal } = this.#options;
    const child = spawn(binary.path, argumentsFor(this.#options), {
      cwd: directory,
      env: { ...serverEnvironment(), ...binary.env },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a Ctrl-C in the terminal leaves its end to us, and the journal can end the group.
      detached: true,
    });
    this.#child = child;
    const strike = child.pid === undefined ? () => {} : journal.process(child.pid);
    this.#exited = new Promise((resolve) => child.once("close", resolve).once("error", resolve));
    void this.#exited.then(() => {
      strike();
      if (this.#child === child) this.#child = undefined;
    });
    const stop = (): void => void child.kill("SIGKILL");
    signal?.addEventListener("abort", stop);
    try {
      await ready(child, binary.path);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Ends it at once, stalled or not, and resolves when it is gone. */
  async stop(): Promise<void> {
    this.#child?.kill("SIGKILL");
    await this.#exited;
  }

  /** Resolves when it is gone, whoever ends it. */
  async gone(): Promise<void> {
    await this.#exited;
  }

  /** Freezes it. Nothing happens when it does not run. */
  stall(): void {
    this.#child?.kill("SIGSTOP");
  }

  /** Thaws it; nothing happens when it is not stalled. */
  resume(): void {
    this.#child?.kill("SIGCONT");
  }

  /** Throws away what it has saved, so that it starts empty. */
  async forget(): Promise<void> {
    await rm(join(this.#options.directory, SAVED), { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

const argumentsFor = ({ port, directory, password, replicaOf }: RedisProcessOptions): readonly string[] => [
  ...["--port", String(port), "--bind", "127.0.0.1", "--dir", directory, "--daemonize", "no"],
  ...["--save", "", "--appendonly", "no", "--loglevel", "notice", "--logfile", "", "--tcp-keepalive", "0"],
  ...["--dbfilename", SAVED],
  // A replica is given a copy at once, and not when others may want one, too.
  ...["--repl-diskless-sync", "no"],
  ...(password === undefined ? [] : ["--requirepass", password, "--masterauth", password]),
  ...(replicaOf === undefined ? [] : ["--replicaof", "127.0.0.1", String(replicaOf)]),
];

async function ready(child: ChildProcess, path: string): Promise<void> {
  const said: string[] = [];
  const ended = new AbortController();
  try {
    const isReady = new Promise<boolean>((resolve) => {
      for (const output of [child.stdout, child.stderr]) {
        if (!output) continue;
        // Read on to the end, or the server would stand still when the pipe is full.
        createInterface({ input: output }).on("line", (line) => {
          if (said.push(line) > 20) said.shift();
          if (READY.test(line)) resolve(true);
        });
      }
      child.once("close", () => resolve(false));
      once(child, "error", { signal: ended.signal }).then(
        ([error]) => {
          said.push(String(error));
          resolve(false);
        },
        () => {},
      );
    });
    if (await isReady) return;
  } finally {
    ended.abort();
  }
  throw new ChaosError("REDIS_DID_NOT_START", {
    expected: `${path} to accept connections`,
    came: `it ended, saying: ${said.slice(-5).join(" | ") || "nothing"}`,
    todo: "Run it by hand with the same options, or set CHAOS_REDIS_URL.",
  });
}
