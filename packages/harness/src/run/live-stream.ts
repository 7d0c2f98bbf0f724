import type { ClientStream, Json, Result, StreamEnd, StreamMessage, StreamRecord } from "@chaos-packs/contract";
import type { Wire, WireListener } from "../streams/wire.ts";
import type { Recorder } from "./recorder.ts";

type Failure = Exclude<Result, { readonly status: "ok" }>;
type Entry = { -readonly [K in keyof Omit<StreamRecord, "items" | "sent" | "stalled">]: StreamRecord[K] } & {
  readonly items: { at: number; value: Json }[];
  readonly sent: { at: number; value: Json }[];
  readonly stalled: { from: number; to?: number }[];
};

/** What a stream is made from. */
export interface LiveStreamOptions {
  readonly id: number;
  readonly capability: string;
  readonly name: string;
  readonly input: Json;
  readonly client: string;
  readonly recorder: Recorder;
  /** Aborted when the scenario's deadline is over. */
  readonly signal: AbortSignal;
  lay(listener: WireListener): Wire;
  isOpen?(message: StreamMessage): boolean;
  /** Throws when the message is not what the capability describes. */
  read(message: StreamMessage): Json | undefined;
  write(wish: Json): Json;
  /** Said as soon as it is accepted. */
  readonly send: readonly Json[];
  /** Told what `read` has thrown. */
  wrong(error: Error): void;
}

/** One stream of one run: it writes its own record, from the wish to open it to its end. */
export class LiveStream implements ClientStream<Json, Json> {
  readonly id: number;
  readonly items: Json[] = [];
  readonly ended: Promise<StreamEnd>;
  /** Settles with how the opening ended. */
  readonly opening: Promise<Result>;
  readonly #options: LiveStreamOptions;
  readonly #entry: Entry;
  readonly #wire: Wire;
  readonly #changed = new Set<() => void>();
  #hasSettled = false;
  #settle: (result: Result) => void = () => {};
  #end: (end: StreamEnd) => void = () => {};
  #wrong: Error | undefined;

  constructor(options: LiveStreamOptions) {
    const { id, capability, name, input, client, recorder, lay, isOpen, send } = options;
    this.id = id;
    this.#options = options;
    const calledAt = recorder.time();
    const result: Result = { status: "unknown", error: "the run was over before it stood" };
    const none = { items: [], sent: [], stalled: [] };
    this.#entry = { id, capability, client, name, input, calledAt, returnedAt: calledAt, result, ...none };
    recorder.stream(this.#entry);
    this.opening = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#wire = lay({
      accepted: () =>
        this.#guard(() => {
          for (const each of send) this.#wire.write(each);
          if (!isOpen) this.#stand();
        }),
      failed: (failure) => this.fail(failure),
      message: (message) => this.#take(message),
      ended: (end) => this.#finish(end),
    });
  }

  get name(): string {
    return this.#options.name;
  }

  /** It could not be established; `by`: its own deadline was over, or the scenario's. */
  fail(failure: Failure, by?: "overdue" | "cutOff"): void {
    if (this.#hasSettled) return;
    if (by) this.#entry[by] = true;
    this.#stand(failure);
    this.#wire.drop();
  }

  async until(wanted: (items: readonly Json[]) => boolean): Promise<readonly Json[]> {
    const { signal } = this.#options;
    while (!wanted(this.items)) {
      if (this.#wrong) throw this.#wrong;
      const { ended } = this.#entry;
      if (ended) throw this.#notCome(`it was ended by ${whose(ended)}: ${ended.reason}`);
      if (signal.aborted) throw this.#notCome(`deadline over, at ${Math.round(this.#options.recorder.time())} ms`);
      await new Promise<void>((resolve) => {
        const changed = (): void => {
          this.#changed.delete(changed);
          signal.removeEventListener("abort", changed);
          resolve();
        };
        this.#changed.add(changed);
        signal.addEventListener("abort", changed);
      });
    }
    return [...this.items];
  }

  send(wish: Json): void {
    if (this.#entry.ended) return;
    const { recorder, write } = this.#options;
    if (recorder.item()) this.#entry.sent.push({ at: recorder.time(), value: wish });
    this.#wire.write(write(wish));
  }

  stall(): void {
    const { stalled, ended } = this.#entry;
    const last = stalled.at(-1);
    if (ended || (last && last.to === undefined)) return;
    this.#wire.pause();
    stalled.push({ from: this.#options.recorder.time() });
  }

  resume(): void {
    const last = this.#entry.stalled.at(-1);
    if (!last || last.to !== undefined || this.#entry.ended) return;
    last.to = this.#options.recorder.time();
    this.#wire.resume();
  }

  cut(): void {
    if (this.#entry.ended) return;
    this.#wire.reset();
    this.#finish({ by: "client", reason: "the client cut it" });
  }

  async close(): Promise<void> {
    if (this.#entry.ended) return;
    this.#wire.close();
    this.#finish({ by: "client", reason: "the client said goodbye" });
  }

  /** The run is over: what is still open is hung up, and nothing more is recorded. */
  drop(): void {
    this.fail({ status: "unknown", error: "the run was over before it was established" }, "cutOff");
    this.#finish({ by: "client", reason: "the run was over" });
    this.#wire.drop();
  }

  #stand(result: Result = { status: "ok", output: null }): void {
    if (this.#hasSettled) return;
    this.#hasSettled = true;
    this.#entry.result = result;
    this.#entry.returnedAt = this.#options.recorder.time();
    this.#settle(result);
  }

  #take(message: StreamMessage): void {
    const { isOpen, read, recorder } = this.#options;
    if (this.#entry.ended || this.#wrong) return;
    this.#guard(() => {
      const value = read(message);
      if (value !== undefined && recorder.item()) {
        this.#entry.items.push({ at: recorder.time(), value });
        this.items.push(value);
      }
      if (!this.#hasSettled && isOpen?.(message)) this.#stand();
    });
    this.#tell();
  }

  /** What the target file does wrong ends the stream and is told, instead of ending the harness. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#wrong = error instanceof Error ? error : new Error(String(error));
      this.#options.wrong(this.#wrong);
      this.fail({ status: "unknown", error: this.#wrong.message });
      this.cut();
    }
  }

  #finish(end: StreamEnd): void {
    this.fail({ status: "unknown", error: `it ended before it stood: ${end.reason}` });
    if (this.#entry.ended || this.#entry.result.status !== "ok") return;
    this.#entry.ended = { ...end, at: this.#options.recorder.time() };
    this.#end(end);
    this.#tell();
  }

  #tell(): void {
    for (const changed of [...this.#changed]) changed();
  }

  #notCome(why: string): Error {
    const last = this.items.length === 0 ? "" : `, the last ${JSON.stringify(this.items.at(-1))}`;
    return new Error(
      `${this.name} #${this.id} never brought what was wanted; ${this.items.length} came${last} (${why})`,
    );
  }
}

const whose = ({ by }: StreamEnd): string => (by === "lost" ? "a loss" : `the ${by}`);
