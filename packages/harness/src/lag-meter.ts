import { now } from "./clock.ts";

const EVERY_MS = 5;
const KEPT = 20_000;

/** Measures how late the harness's own event loop is: a sign that the machine itself stalled. */
export class LagMeter implements Disposable {
  readonly #samples: { at: number; late: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    let due = now() + EVERY_MS;
    this.#timer = setInterval(() => {
      const at = now();
      if (at - due > 1) this.#samples.push({ at, late: at - due });
      if (this.#samples.length > KEPT) this.#samples.splice(0, KEPT / 2);
      due = at + EVERY_MS;
    }, EVERY_MS);
    this.#timer.unref();
  }

  /** The longest lateness since `from`, ms. */
  longestSince(from: number): number {
    let longest = 0;
    for (const { at, late } of this.#samples) if (at >= from && late > longest) longest = late;
    return longest;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
