import { now, sleep } from "../clock.ts";

/** How often servers are asked whether they answer, ms. */
const EVERY_MS = 500;
/** A server of ours, asked for next to nothing, answers sooner than this unless it is frozen, ms. */
const SILENCE_MS = 1_000;

/** Asks one server; resolves when it has answered, or is given up. */
export interface AskedServer {
  readonly dependency: string;
  ask(): Promise<unknown>;
}

/**
 * Asks the servers that a scenario stands on again and again while it runs: one that was frozen and goes on again is well by
 * the end, and what the service made of it must not be blamed on the service. For scenarios whose faults leave servers alone.
 */
export class SilenceWatch implements AsyncDisposable {
  /** What was seen, for people: one line for each server. */
  readonly silences = new Map<string, string>();
  readonly #stop = new AbortController();
  readonly #watching: Promise<unknown>;

  constructor(servers: readonly AskedServer[], { everyMs = EVERY_MS, silenceMs = SILENCE_MS } = {}) {
    this.#watching = Promise.all(servers.map((server) => this.#watch(server, everyMs, silenceMs)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  async #watch({ dependency, ask }: AskedServer, everyMs: number, silenceMs: number): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const askedAt = now();
      await ask();
      const took = now() - askedAt;
      if (took >= silenceMs) this.#note(dependency, took);
      await sleep(everyMs, signal).catch(() => {}); // the scenario has ended
    }
  }

  #note(dependency: string, ms: number): void {
    const what = `${dependency}, which the harness runs, was silent for ${Math.round(ms)} ms, and no fault was on it`;
    if (!this.silences.has(dependency)) this.silences.set(dependency, what);
  }
}
