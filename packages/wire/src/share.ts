import { strikeShare } from "@chaos-packs/proxy";

/** Which of the messages that match a rule are struck; default all of them, until it is healed. */
export interface Share {
  /** From so many-th on, counted from 1 since the rule was laid. */
  readonly occurrence?: number;
  /** Only so many. */
  readonly times?: number;
  /** A part in (0, 1], spread evenly: 0.2 is exactly every fifth, from an offset that the seed decides. */
  readonly fraction?: number;
  /** Exactly every so-many-th, likewise; instead of `fraction`. */
  readonly every?: number;
}

/** Whether the numbers of a share are sound. */
export const isShare = ({ occurrence = 1, times = 1, fraction = 1, every = 1 }: Share): boolean =>
  [occurrence, times, every].every((count) => Number.isInteger(count) && count >= 1) && fraction > 0 && fraction <= 1;

/** Counts the messages that match a rule. */
export class ShareCount {
  readonly #occurrence: number;
  readonly #times: number;
  readonly #isInShare: () => boolean;
  #seen = 0;
  #struck = 0;

  /** `offset`, in [0, 1), is from the seed. */
  constructor({ occurrence = 1, times = Number.POSITIVE_INFINITY, fraction = 1, every }: Share, offset: number) {
    this.#occurrence = occurrence;
    this.#times = times;
    this.#isInShare = every === undefined ? strikeShare(fraction, offset) : everyNth(every, offset);
  }

  /** How many were struck. */
  get struck(): number {
    return this.#struck;
  }

  /** It strikes no more. */
  get isSpent(): boolean {
    return this.#struck >= this.#times;
  }

  /** Counts one more; whether it is struck. */
  strikes(): boolean {
    this.#seen++;
    if (this.#seen < this.#occurrence || this.isSpent || !this.#isInShare()) return false;
    this.#struck++;
    return true;
  }
}

function everyNth(every: number, offset: number): () => boolean {
  const first = Math.floor(offset * every);
  let count = 0;
  return () => count++ % every === first;
}
