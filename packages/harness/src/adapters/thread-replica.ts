import { once } from "node:events";
import { inspect } from "node:util";
import { MessageChannel, type MessagePort, type Worker } from "node:worker_threads";
import { ChaosError, type ExitReason, type RunningReplica } from "@chaos-packs/contract";
import type { Piscina } from "piscina";
import { sleep } from "../clock.ts";
import type { CoverageTask } from "./count-coverage.ts";
import { readLines } from "./read-lines.ts";
import type { ThreadChildren } from "./thread-children.ts";
import type { ThreadInspector } from "./thread-inspector.ts";
import { hintAtLimits, RUN_AS_PROCESS, UNSUPPORTED_IN_THREADS } from "./thread-limits.ts";
import type { FromThread, ThreadTask } from "./thread-task.ts";

/** A thread that has not ended after this long waits for something; it usually takes some ms. */
const BLOCKED_MS = 300;
const MOST_MS = 10_000;

/** What a life in a thread begins with. */
export interface ThreadReplicaOptions {
  readonly pool: Piscina;
  readonly thread: Worker;
  readonly inspector: ThreadInspector;
  readonly children: ThreadChildren;
  readonly main: string;
  readonly coverage: CoverageTask | undefined;
  /** The files of the program's own code. */
  readonly sources: readonly string[];
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
  /** Synchronous children that were ended because the thread waited for them. */
  readonly #blockers: number[] = [];

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
    await this.#endBlocked();
  }

  /** Nothing of it may keep this process from exiting, which waits for its threads. */
  killAtExit(): void {
    this.#killer.abort();
    if (this.#wasStalled) this.#options.inspector.release(this.#options.thread);
    this.#options.children.endBlocking();
  }

  hint(): Promise<string | undefined> {
    return hintAtLimits(this.#options.sources);
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

  /**
   * Waits for the end. Node ends no thread that waits in `execFileSync` and the like: after a while what it waits for is
   * ended, too.
   *
   * @throws ChaosError THREAD_NOT_ENDED
   */
  async #endBlocked(): Promise<void> {
    const { children, output } = this.#options;
    const gone = new AbortController();
    void this.exited.then(() => gone.abort());
    for (let waited = 0; waited < MOST_MS; waited += BLOCKED_MS) {
      await Promise.race([this.exited, sleep(BLOCKED_MS, gone.signal).catch(() => {})]);
      if (this.#hasExited) return void (await this.exited);
      const ended = children.endBlocking();
      if (ended.length === 0) continue;
      this.#blockers.push(...ended);
      output(
        `[chaos] its thread waited for a synchronous child process (${ended.join(", ")}), which was killed with it`,
      );
    }
    throw new ChaosError("THREAD_NOT_ENDED", {
      expected: `the thread of a killed role to end within ${MOST_MS / 1_000} s`,
      came: "it is blocked in a synchronous call that Node cannot interrupt",
      todo: `Do not block in it, or ${RUN_AS_PROCESS}.`,
    });
  }

  async #end(gone: Promise<number>, drained: readonly Promise<void>[]): Promise<ExitReason> {
    const code = await gone;
    this.#hasExited = true;
    const wasKilled = this.#killer.signal.aborted;
    await Promise.all(drained);
    this.#options.children.end();
    this.#options.ended();
    if (wasKilled) {
      const blockers = this.#blockers.length > 0 ? ", with the synchronous child process that it waited for" : "";
      return { how: "killed", reason: `killed by the harness${blockers}` };
    }
    if (this.#error !== undefined) return { how: "crashed", reason: reasonOf(this.#error) };
    if (code === 0) return { how: "ended", reason: "exit code 0" };
    if (this.#isStopping && code === 143) return { how: "ended", reason: "SIGTERM" };
    return { how: "crashed", reason: `exit code ${code}` };
  }
}

/** Its stack, and those of what caused it, as Node prints them when a process dies. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const isLimit = "code" in error && error.code === UNSUPPORTED_IN_THREADS;
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  const own = isLimit ? `${stack}\n(a thread cannot do this; ${RUN_AS_PROCESS})` : stack;
  return error.cause === undefined ? own : `${own}\n    [cause]: ${reasonOf(error.cause).replaceAll("\n", "\n    ")}`;
}
