import type { ConnectionFailure } from "@chaos-packs/contract/kind";
import { strikeShare } from "./strike-share.ts";

/** A connection that a failure has struck, as far as the failure's end concerns it. */
export interface Struck {
  /** Nothing holds the failed connection in its state any more. */
  stopFailing(): void;
}

/** A failure that lies on a link, and whom it has struck. */
export class LaidFailure {
  readonly failure: ConnectionFailure;
  readonly struck = new Set<Struck>();
  /** How many connections it may still strike. */
  left: number;
  /** How many it has struck. */
  strikes = 0;
  readonly #isInShare: () => boolean;
  readonly #seen = new WeakSet<Struck>();
  readonly #bytes = new WeakMap<Struck, number>();

  /** `offset`, in [0, 1), is from the seed. */
  constructor(failure: ConnectionFailure, offset: number) {
    this.failure = failure;
    this.left = failure.times ?? Number.POSITIVE_INFINITY;
    this.#isInShare = strikeShare(failure.rate ?? 1, offset);
  }

  /** Whether it strikes a connection that has reached its point; one that was spared once is spared for good. */
  takes(connection: Struck): boolean {
    if (this.left === 0) return false;
    if (this.failure.rate !== undefined) {
      if (this.#seen.has(connection)) return false;
      this.#seen.add(connection);
      if (!this.#isInShare()) return false;
    }
    this.left--;
    this.strikes++;
    this.struck.add(connection);
    return true;
  }

  /** Counts bytes that are about to come through; says how many of them may when its point is among them. */
  count(connection: Struck, length: number): number | undefined {
    const before = this.#bytes.get(connection) ?? 0;
    const { bytes = 0 } = this.failure;
    this.#bytes.set(connection, before + length);
    return before <= bytes && before + length >= bytes ? bytes - before : undefined;
  }
}

/** What lies on a link for connections that reach some point; of several at one point the oldest strikes first. */
export class LaidFailures {
  readonly #laid = new Set<LaidFailure>();
  #isWatchingBytes = false;

  /** Whether any of them strikes at bytes, so that bytes must be looked at. */
  get isWatchingBytes(): boolean {
    return this.#isWatchingBytes;
  }

  lay(laid: LaidFailure): void {
    this.#laid.add(laid);
    this.#look();
  }

  lift(laid: LaidFailure): void {
    this.#laid.delete(laid);
    this.#look();
  }

  /** The failure that strikes a connection at this point, if any. */
  strike(connection: Struck, at: ConnectionFailure["at"]): ConnectionFailure | undefined {
    for (const laid of this.#laid) {
      if (laid.failure.at === at && laid.takes(connection)) return this.#struck(laid);
    }
    return undefined;
  }

  /** The failure that strikes a connection within these bytes of its server, if any, and how many of them come through. */
  strikeWithin(connection: Struck, length: number): { failure: ConnectionFailure; through: number } | undefined {
    for (const laid of this.#laid) {
      if (laid.failure.at !== "after-bytes") continue;
      const through = laid.count(connection, length);
      if (through !== undefined && laid.takes(connection)) return { failure: this.#struck(laid), through };
    }
    return undefined;
  }

  #struck(laid: LaidFailure): ConnectionFailure {
    if (laid.left === 0) this.lift(laid);
    return laid.failure;
  }

  #look(): void {
    this.#isWatchingBytes = [...this.#laid].some(({ failure: { at } }) => at !== "accept");
  }
}
