import type { Journal } from "@chaos-packs/contract";
import { childrenOfThread } from "../reaper/descendants.ts";
import { killTree } from "../reaper/kill-tree.ts";
import type { FromThread } from "./thread-task.ts";

/** The processes that the program of one thread has started: they would outlive it. */
export class ThreadChildren {
  readonly #journal: Journal | undefined;
  readonly #strikes = new Map<number, () => void>();
  #tid: number | undefined;

  constructor(journal: Journal | undefined) {
    this.#journal = journal;
  }

  hear(message: FromThread): void {
    if ("tid" in message) {
      this.#tid = message.tid;
      return;
    }
    if ("started" in message) {
      this.#strikes.set(message.started, this.#journal?.process(message.started) ?? (() => {}));
      return;
    }
    if (!("ended" in message)) return;
    this.#strikes.get(message.ended)?.();
    this.#strikes.delete(message.ended);
  }

  signal(signal: NodeJS.Signals): void {
    for (const pid of this.#strikes.keys()) sendSignal(pid, signal);
  }

  /** Ends those that the thread itself has started, also the synchronous ones, for which it waits and which nobody reports. */
  endBlocking(): readonly number[] {
    const pids = this.#tid === undefined ? [] : childrenOfThread(this.#tid);
    for (const pid of pids) killTree(pid);
    return pids;
  }

  end(): void {
    const left = [...this.#strikes];
    this.#strikes.clear();
    for (const [pid, strike] of left) {
      killTree(pid);
      strike();
    }
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has just ended by itself
  }
}
