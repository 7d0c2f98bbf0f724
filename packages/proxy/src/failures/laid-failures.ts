import type { ConnectionFailure } from "@chaos-packs/contract";

/** A connection that a failure has struck, as far as the failure's end concerns it. */
export interface Struck {
  stopSwallowing(): void;
}

/** A failure that lies on a link, and whom it has struck. */
export interface LaidFailure {
  readonly failure: ConnectionFailure;
  /** How many connections it may still strike. */
  left: number;
  readonly struck: Set<Struck>;
}

/** The failures of new connections that lie on a link; of several at one point the oldest strikes first. */
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

  /** Strikes the connection with the failure that lies at this point, if any. */
  strike(connection: Struck, at: ConnectionFailure["at"], strike: (laid: LaidFailure) => void): boolean {
    for (const laid of this.#laid) {
      if (laid.failure.at !== at) continue;
      laid.struck.add(connection);
      if (--laid.left === 0) this.lift(laid);
      strike(laid);
      return true;
    }
    return false;
  }

  #look(): void {
    this.#isWatchingBytes = [...this.#laid].some(({ failure: { at } }) => at !== "accept");
  }
}
