import type { Stall } from "@chaos-packs/contract";
import { now, wallClock } from "../clock.ts";

const EVERY_MS = 5;
/** Less is the ordinary life of an event loop. */
const LEAST_MS = 1;

/**
 * Measures how late the harness's own event loop is: a sign that the machine stalled, or that the harness was stopped. A
 * laptop that sleeps stops the monotonic clock and not the other, so both are looked at.
 */
export class LagMeter implements Disposable {
  readonly #timer: NodeJS.Timeout;

  /** `stalled` is called for each time that the event loop was late; `from` and `to` are monotonic times. */
  constructor(stalled: (stall: Stall) => void) {
    let [lookedAt, wallAt] = [now(), wallClock()];
    this.#timer = setInterval(() => {
      const [to, wall] = [now(), wallClock()];
      const late = Math.max(to - lookedAt, wall - wallAt) - EVERY_MS;
      if (late > LEAST_MS) stalled({ from: lookedAt, to, lostMs: late, of: "event loop" });
      lookedAt = to;
      wallAt = wall;
    }, EVERY_MS);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
