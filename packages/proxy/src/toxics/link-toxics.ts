import type { LiveToxic, Toxic } from "@chaos-packs/contract/kind";
import type { NumberedToxic } from "../opened-link.ts";
import { undoOnce } from "../undo-once.ts";
import { checkChange, checkOnWholeLink, kindOnWholeLink, layable, type Where } from "./check-toxic.ts";
import { type LaidToxic, toxicOf } from "./laid-toxic.ts";
import type { LinkFaults, LinkToxicKind } from "./on-whole-links.ts";

/** A connection as toxics see it. */
export interface Sufferer {
  /** Looks again which toxics act on it. */
  suffer(): void;
  /** The attributes of a toxic were changed. */
  change(laid: LaidToxic): void;
}

/** The toxics that lie on a link. */
export class LinkToxics implements Iterable<LaidToxic> {
  readonly #connections: Iterable<Sufferer>;
  readonly #faults: LinkFaults;
  readonly #laid = new Set<LaidToxic>();
  /** By the number of a toxic: the connections that it has acted on. */
  readonly #hits = new Map<number, { count: number; readonly seen: WeakSet<Sufferer> }>();
  #last = 0;

  constructor(connections: Iterable<Sufferer>, faults: LinkFaults) {
    this.#connections = connections;
    this.#faults = faults;
  }

  /** Those that act on connections one by one, in the order in which they were laid. */
  [Symbol.iterator](): Iterator<LaidToxic> {
    return this.#laid[Symbol.iterator]();
  }

  /** Throws TOXIC_NOT_POSSIBLE. */
  lay(toxic: Toxic, where: Where): NumberedToxic {
    const { type, ...given } = toxic;
    const onWholeLink = kindOnWholeLink(type);
    if (onWholeLink) return this.#layOnWhole(toxic, onWholeLink, where);
    const laid = layable(this.#last + 1, type, given, where);
    this.#last++;
    const hits = { count: 0, seen: new WeakSet<Sufferer>() };
    this.#hits.set(laid.number, hits);
    this.#laid.add(laid);
    this.#suffer();
    const removed = undoOnce(() => {
      this.#laid.delete(laid);
      this.#hits.delete(laid.number);
      this.#suffer();
    });
    return {
      number: laid.number,
      get hits() {
        return hits.count;
      },
      get toxic() {
        return toxicOf(laid);
      },
      get toxicity() {
        return laid.toxicity;
      },
      update: ({ attributes, toxicity }) => {
        Object.assign(laid, checkChange(laid, attributes, toxicity));
        for (const connection of [...this.#connections]) connection.change(laid);
        this.#suffer();
      },
      [Symbol.asyncDispose]: () => removed[Symbol.asyncDispose](),
    };
  }

  /** A toxic has acted on a connection, in one of its directions. */
  fired(number: number, connection: Sufferer): void {
    const hits = this.#hits.get(number);
    if (!hits || hits.seen.has(connection)) return;
    hits.seen.add(connection);
    hits.count += 1;
  }

  #layOnWhole({ type, ...given }: Toxic, kind: LinkToxicKind, where: Where): LiveToxic {
    checkOnWholeLink(type, kind, given, where);
    const { direction = "both" } = where;
    let attributes: Readonly<Record<string, unknown>> = given;
    let undo = kind.lay(this.#faults, attributes, direction);
    const removed = undoOnce(async () => undo[Symbol.asyncDispose]());
    let isRemoved = false;
    return {
      get toxic() {
        return { type, ...attributes } as Toxic;
      },
      toxicity: 1,
      update: (change) => {
        const changed = { ...attributes, ...change.attributes };
        checkOnWholeLink(type, kind, changed, { ...where, ...change });
        attributes = changed;
        if (isRemoved || kind.attributes.length === 0) return;
        const before = undo;
        undo = kind.lay(this.#faults, attributes, direction);
        void before[Symbol.asyncDispose]();
      },
      [Symbol.asyncDispose]: () => {
        isRemoved = true;
        return removed[Symbol.asyncDispose]();
      },
    };
  }

  #suffer(): void {
    for (const connection of [...this.#connections]) connection.suffer();
  }
}
