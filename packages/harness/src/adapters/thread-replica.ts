import { once } from "node:events";
import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import type { ExitReason, RunningReplica } from "@chaos-packs/contract";
import type { Piscina } from "piscina";
import type { CoverageTask } from "./count-coverage.ts";
import { readLines } from "./read-lines.ts";
import type { ThreadChildren } from "./thread-children.ts";
import type { ThreadInspector } from "./thread-inspector.ts";
import type { FromThread, ThreadTask } from "./thread-task.ts";

/** What a life in a thread begins with. */
export interface ThreadReplicaOptions {
  readonly pool: Piscina;
  readonly thread: Worker;
  readonly inspector: ThreadInspector;
  readonly children: ThreadChildren;
  readonly main: string;
  readonly coverage: CoverageTask | undefined;
  output(line: string): void;
  /** Called when the thread is gone. */
  ended(): void;
}

/** One life of a Node program as the only task of a pool's only thread. */
export class ThreadReplica implements RunningReplica {
  readonly exited: Promise<ExitReason>;
  readonly #options: ThreadReplicaOptions;
  readonly #killer = new AbortController();
  readonly #control: MessagePort;
  #error: unknown;
  #isStopping = false;
  #isStalled = false;
  #wasStalled = false;
  #hasExited = false;

  constructor(options: ThreadReplicaOptions) {
    this.#options = options;
    const { thread, pool, main, coverage, output } = options;
    const read = [thread.stdout, thread.stderr].map((stream) => {
      stream.unpipe();
      return readLines(stream, output);
    });
    // Not events.once: it would reject with the thread's own error.
    const gone = new Promise<number>((resolve) => thread.once("exit", resolve));
    thread.once("error", (error) => {
      this.#error = error;
    });
    const { port1, port2 } = new MessageChannel();
    this.#control = port1;
    const childrenKnown = new Promise<void>((resolve) => port1.once("close", resolve));
    port1.on("message", (message) => options.children.hear(message));
    const task: ThreadTask = { main, control: port2, ...(coverage && { coverage }) };
    // How the task ends says little (process.exit(0) is an error to the pool): the thread's exit tells.
    pool.run(task, { transferList: [port2], signal: this.#killer.signal }).catch(() => {});
    this.exited = this.#end(gone, [...read, childrenKnown]);
  }

  async kill(): Promise<void> {
    this.#killer.abort();
    // Also when a resume is under way: nothing more is sent to a thread that was killed, so it may still be paused.
    if (this.#wasStalled) this.#options.inspector.release(this.#options.thread);
    await this.exited;
  }

  async prepareStall(): Promise<void> {
    if (!this.#hasExited) await this.#options.inspector.prepare(this.#options.thread, this.#killer.signal);
  }

  async stall(): Promise<void> {
    if (this.#hasExited || this.#isStalled) return;
    this.#isStalled = true;
    this.#wasStalled = true;
    await this.#options.inspector.pause(this.#options.thread, this.#killer.signal);
    this.#options.children.signal("SIGSTOP");
  }

  async resume(): Promise<void> {
    if (this.#hasExited || !this.#isStalled) return;
    this.#isStalled = false;
    this.#options.children.signal("SIGCONT");
    await this.#options.inspector.resume(this.#options.thread, this.#killer.signal);
  }

  async writeCoverage(): Promise<void> {
    if (this.#hasExited || this.#options.coverage === undefined) return;
    const written = new Promise<void>((resolve) => {
      this.#control.on("message", (message: FromThread) => {
        if ("wrote" in message) resolve();
      });
    });
    this.#control.postMessage("write coverage");
    await Promise.race([written, this.exited]);
  }

  async stop(signal: AbortSignal): Promise<void> {
    if (!signal.aborted) {
      this.#isStopping = true;
      this.#control.postMessage("stop");
      const waiting = new AbortController();
      const late = once(signal, "abort", { signal: waiting.signal }).catch(() => {});
      await Promise.race([this.exited, late]);
      waiting.abort();
    }
    if (!this.#hasExited) await this.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  async #end(gone: Promise<number>, drained: readonly Promise<void>[]): Promise<ExitReason> {
    const code = await gone;
    this.#hasExited = true;
    const wasKilled = this.#killer.signal.aborted;
    await Promise.all(drained);
    this.#options.children.end();
    this.#options.ended();
    if (wasKilled) return { how: "killed", reason: "killed by the harness" };
    if (this.#error !== undefined) return { how: "crashed", reason: reasonOf(this.#error) };
    if (code === 0) return { how: "ended", reason: "exit code 0" };
    if (this.#isStopping && code === 143) return { how: "ended", reason: "SIGTERM" };
    return { how: "crashed", reason: `exit code ${code}` };
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
