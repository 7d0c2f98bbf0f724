import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ChaosError } from "@chaos-packs/contract/kind";
import { now } from "@chaos-packs/proxy";
import { pause } from "@chaos-packs/wire";
import { openConnections, type RedisAddress } from "./own-connections.ts";
import type { ServerControl, ServerState } from "./redis-control.ts";
import type { OpenOwn } from "./redis-own.ts";
import { RedisProcess, type RedisProcessOptions } from "./redis-process.ts";

/** What the server of a lane is made with. */
export interface LaneServerOptions extends Omit<RedisProcessOptions, "port" | "replicaOf"> {
  freePort(): Promise<number>;
}

const SYNC_DEADLINE_MS = 5_000;
const BETWEEN_LOOKS_MS = 2;
/** A server that takes longer for a PING is paused, or busy for long. */
const ANSWER_MS = 500;

/** The server of one lane: a process of ours, and since a failover the one that was its replica. */
export class LaneServer implements ServerControl, AsyncDisposable {
  /** Where whoever dials now is sent. */
  readonly upstream: { readonly host: string; port: number };
  readonly #options: LaneServerOptions;
  readonly #first: RedisProcess;
  readonly #firstPort: number;
  #successor: RedisProcess | undefined;
  #own: OpenOwn | undefined;

  private constructor(options: LaneServerOptions, port: number) {
    this.#options = options;
    this.#firstPort = port;
    this.#first = new RedisProcess({ ...options, port });
    this.upstream = { host: "127.0.0.1", port };
  }

  /** Starts the server of a lane. Throws REDIS_DID_NOT_START. */
  static async start(options: LaneServerOptions, signal: AbortSignal): Promise<LaneServer> {
    await mkdir(options.directory, { recursive: true });
    const server = new LaneServer(options, await options.freePort());
    try {
      await server.#first.start(signal);
    } catch (error) {
      await server.#first.stop();
      throw error;
    }
    return server;
  }

  get pid(): number | undefined {
    return this.#current.pid;
  }

  /** The harness's own way, which follows a failover and is needed for one. */
  set own(own: OpenOwn) {
    this.#own = own;
  }

  async stop(state: ServerState): Promise<void> {
    if (this.#current.pid === undefined) return;
    if (state === "kept") await this.#shutDown();
    else {
      await this.#current.stop();
      await this.#current.forget();
    }
  }

  async start(): Promise<void> {
    await this.#current.start();
    await this.#own?.own.command("PING");
  }

  stall(): void {
    this.#current.stall();
  }

  resume(): void {
    this.#current.resume();
  }

  async failOver(old: "replica" | "dead"): Promise<void> {
    if (this.#successor) throw alreadyFailedOver();
    const { directory, freePort } = this.#options;
    const port = await freePort();
    const folder = join(directory, "replica");
    await mkdir(folder, { recursive: true });
    // The copy is made by a child, whose end the server looks for so many times a second.
    await this.#own?.own.command("CONFIG", "SET", "hz", "100");
    const replica = new RedisProcess({ ...this.#options, directory: folder, port, replicaOf: this.#firstPort });
    this.#successor = replica;
    await replica.start();
    const connections = openConnections(this.#address(port));
    try {
      const successor = await connections.connect();
      await untilInSync(this.#firstPort, () => successor.info("replication"));
      if (old === "dead") await this.#first.stop();
      await successor.call("REPLICAOF", "NO", "ONE");
      if (old === "replica") await this.#own?.own.command("REPLICAOF", "127.0.0.1", port);
    } finally {
      connections.closeAll();
    }
    this.upstream.port = port;
    await this.#own?.follow(port);
  }

  /** Brings back the first server, running and forgetful. One that does not answer (paused, busy with a script) is started anew. */
  async bringBack(): Promise<void> {
    this.#current.resume();
    if (this.#successor) {
      await Promise.all([this.#first.stop(), this.#successor.stop()]);
      this.#successor = undefined;
      this.upstream.port = this.#firstPort;
      await this.#first.forget();
      await this.#first.start();
      await this.#own?.follow(this.#firstPort);
    }
    if (this.pid === undefined || !(await this.#answers())) {
      await this.stop("lost");
      await this.start();
    }
    await this.#first.forget();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#first.stop(), this.#successor?.stop()]);
  }

  async #answers(): Promise<boolean> {
    const done = new AbortController();
    const answered = this.#own?.own.command("PING").then(
      () => true,
      () => false,
    );
    try {
      return (await Promise.race([answered, pause(ANSWER_MS, done.signal).then(() => false)])) ?? true;
    } finally {
      done.abort();
    }
  }

  get #current(): RedisProcess {
    return this.#successor ?? this.#first;
  }

  #address(port: number): RedisAddress {
    const { password } = this.#options;
    return { host: "127.0.0.1", port, ...(password !== undefined && { password }) };
  }

  /** Nobody is served between the saving and the end, so that nothing that was acknowledged is lost. */
  async #shutDown(): Promise<void> {
    const connections = openConnections(this.#address(this.upstream.port));
    const client = await connections.connect();
    client.options.retryStrategy = () => null;
    try {
      // Its answer is the end of the connection, unless it cannot save.
      await client.call("SHUTDOWN", "SAVE").catch((error: Error) => {
        if (error.name === "ReplyError") throw error;
      });
      await this.#current.gone();
    } finally {
      connections.closeAll();
    }
  }
}

async function untilInSync(primary: number, info: () => Promise<string>): Promise<void> {
  const deadline = now() + SYNC_DEADLINE_MS;
  while (!/^master_link_status:up/m.test(await info())) {
    if (now() > deadline) {
      throw new ChaosError("REPLICA_NOT_IN_SYNC", {
        expected: `a replica to have all of the server on port ${primary} within ${SYNC_DEADLINE_MS} ms`,
        came: "it has not",
        todo: "Look whether the machine is overloaded, or fail over with less data.",
      });
    }
    await pause(BETWEEN_LOOKS_MS);
  }
}

const alreadyFailedOver = (): ChaosError =>
  new ChaosError("ALREADY_FAILED_OVER", {
    expected: "one failover in a scenario",
    came: "there was one already",
    todo: "Restart or stop the server instead.",
  });
