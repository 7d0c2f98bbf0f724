import type { Laid } from "@chaos-packs/contract/kind";
import { chanceOf } from "./chance-of.ts";
import { type Share, ShareCount } from "./share.ts";

/** What the rules of all protocols have in common. */
export interface RuleOnLink extends Share {
  /** Only connections that are open when it is laid. */
  readonly connections?: "open now";
}

/** A rule while it lies on a link. */
export interface LaidRule<R> {
  readonly rule: R;
  /** Aborted when the rule is healed: what it delays or holds then goes on. */
  readonly healed: AbortSignal;
  /** It strikes no more. */
  readonly isSpent: boolean;
  /** Whether it is about a connection, by its number on the link. */
  concerns(connection: number): boolean;
  /** Counts a message that matches; whether it is struck. */
  strikes(): boolean;
}

/** The rules that lie on one link, in the order in which they were laid. */
export class LaidRules<R extends RuleOnLink> implements Iterable<LaidRule<R>> {
  readonly #seed: number;
  readonly #laid = new Set<LaidRule<R>>();
  #count = 0;
  #lastConnection = 0;

  /** The seed decides where the shares begin. */
  constructor(seed: number) {
    this.#seed = seed;
  }

  get isEmpty(): boolean {
    return this.#laid.size === 0;
  }

  [Symbol.iterator](): Iterator<LaidRule<R>> {
    return this.#laid.values();
  }

  /** Takes note of a connection, by its number on the link. */
  connected(connection: number): void {
    this.#lastConnection = Math.max(this.#lastConnection, connection);
  }

  /** Lays a rule that is sound, until it is disposed of; `healed` is told of it then. */
  lay(rule: R, healed: (laid: LaidRule<R>) => void = () => {}): Laid {
    const ended = new AbortController();
    const count = new ShareCount(rule, chanceOf(this.#seed, "rule", ++this.#count));
    const last = this.#lastConnection;
    const laid: LaidRule<R> = {
      rule,
      healed: ended.signal,
      get isSpent() {
        return count.isSpent;
      },
      concerns: (connection) => rule.connections !== "open now" || connection <= last,
      strikes: () => count.strikes(),
    };
    this.#laid.add(laid);
    return {
      get hits() {
        return count.struck;
      },
      [Symbol.asyncDispose]: async () => {
        this.#laid.delete(laid);
        healed(laid);
        ended.abort();
      },
    };
  }
}
