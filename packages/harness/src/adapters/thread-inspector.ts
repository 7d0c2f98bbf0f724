import { Session } from "node:inspector";
import type { Worker } from "node:worker_threads";

/** Pauses threads by their debugger, which works in a busy loop too: one inspector session for all threads of this process. */
export class ThreadInspector implements Disposable {
  readonly #session = new Session();
  readonly #sessionIds = new Map<number, string>();
  readonly #threadIds = new Map<string, number>();
  readonly #attached = new Map<number, (sessionId: string) => void>();
  readonly #answers = new Map<number, () => void>();
  #lastId = 0;
  #isConnected = false;

  /** Enables the debugger of the thread: the slow part of its first pause (35–60 ms). */
  async prepare(thread: Worker, killed: AbortSignal): Promise<void> {
    await this.#send(thread, killed, "Debugger.enable");
  }

  /** Resolves when no more JavaScript runs in the thread, or none will before its next turn has stopped; or when the thread is gone. */
  async pause(thread: Worker, killed: AbortSignal): Promise<void> {
    await this.#send(thread, killed, "Debugger.enable");
    await this.#send(thread, killed, "Debugger.pause");
  }

  /** Lets it go on. Disabling also takes back a pause that was asked for and not reached yet. */
  async resume(thread: Worker, killed: AbortSignal): Promise<void> {
    await this.#send(thread, killed, "Debugger.disable");
  }

  /** To be called after a paused thread was terminated: it notices its end only when its pause ends. */
  release(thread: Worker): void {
    const session = this.#sessionIds.get(thread.threadId);
    if (session) this.#post(session, "Debugger.disable");
  }

  [Symbol.dispose](): void {
    if (this.#isConnected) this.#session.disconnect();
    this.#isConnected = false;
    this.#sessionIds.clear();
    for (const answer of this.#answers.values()) answer();
    this.#answers.clear();
  }

  #connect(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#session.connect();
    this.#session.on("NodeWorker.attachedToWorker", ({ params: { sessionId, workerInfo } }) => {
      // The title is "[worker N] …" with N the threadId; workerInfo.workerId is another number.
      const threadId = Number(/\d+/.exec(workerInfo.title)?.[0]);
      this.#sessionIds.set(threadId, sessionId);
      this.#threadIds.set(sessionId, threadId);
      this.#attached.get(threadId)?.(sessionId);
      this.#attached.delete(threadId);
    });
    this.#session.on("NodeWorker.detachedFromWorker", ({ params: { sessionId } }) => {
      const threadId = this.#threadIds.get(sessionId);
      this.#threadIds.delete(sessionId);
      if (threadId !== undefined) this.#sessionIds.delete(threadId);
    });
    this.#session.on("NodeWorker.receivedMessageFromWorker", ({ params: { message } }) => {
      if (message.startsWith('{"method"')) return; // events: many, and none is wanted
      const { id } = JSON.parse(message) as { readonly id: number };
      this.#answers.get(id)?.();
      this.#answers.delete(id);
    });
    this.#session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
  }

  #sessionOf(thread: Worker): Promise<string> {
    this.#connect();
    const { threadId } = thread;
    const known = this.#sessionIds.get(threadId);
    if (known !== undefined) return Promise.resolve(known);
    return settledOrGone(thread, "", (resolve) => this.#attached.set(threadId, resolve));
  }

  /** Nothing is sent to a thread that was killed: it might pause on its way out, and never end. */
  async #send(thread: Worker, killed: AbortSignal, method: string): Promise<void> {
    if (killed.aborted || thread.threadId === -1) return;
    const session = await this.#sessionOf(thread);
    if (killed.aborted || session === "") return;
    let id = 0;
    await settledOrGone(thread, undefined, (resolve) => {
      id = this.#post(session, method, () => resolve(undefined));
    });
    this.#answers.delete(id);
  }

  #post(sessionId: string, method: string, answer?: () => void): number {
    this.#lastId += 1;
    const id = this.#lastId;
    if (answer) this.#answers.set(id, answer); // first: the answer may come before post has returned
    this.#session.post("NodeWorker.sendMessageToWorker", { sessionId, message: JSON.stringify({ id, method }) });
    return id;
  }
}

/** What `begin` resolves with, or `otherwise` when the thread ends first. */
function settledOrGone<T>(thread: Worker, otherwise: T, begin: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve) => {
    const gone = (): void => resolve(otherwise);
    thread.once("exit", gone);
    begin((value) => {
      thread.off("exit", gone);
      resolve(value);
    });
  });
}
