import type { Edge, Fate, LinkOptions } from "@chaos-packs/contract/kind";
import type { TapConnection } from "@chaos-packs/proxy";
import type { RuleBook } from "../rules/rule-book.ts";
import type { Bind } from "../wire/read-bind.ts";
import { Cursors } from "./cursors.ts";
import type { Prepared } from "./prepared.ts";
import type { StatementTexts } from "./statement-texts.ts";
import { Transaction } from "./transaction.ts";
import { WireExchange } from "./wire-exchange.ts";
import type { WireStatement } from "./wire-statement.ts";

/** What the taps of one link have in common. */
export interface PostgresTapOptions {
  readonly by: LinkOptions["by"];
  readonly dependency: string;
  readonly watch: LinkOptions["watch"];
  readonly unseen?: LinkOptions["unseen"];
  readonly texts: StatementTexts;
  /** Whether some pattern can see an edge. */
  readonly asks: Readonly<Record<Edge, boolean>>;
  /** Whether some pattern is about notifications on a channel; absent: none is about any. */
  readonly wantsChannel?: ((channel: string) => boolean) | undefined;
  readonly rules: RuleBook;
  /** Those that are open, for whoever wants to count them. */
  readonly talks: Set<Conversation>;
  /** `refuse`: a client that asks for TLS is told no. `pass-through`: it may have it, and nothing of it is seen. */
  readonly tls: "refuse" | "pass-through";
  /** The longest message that is looked into, and the most of an exchange or an answer that is held, in bytes; default 64 MiB. */
  readonly longest?: number;
}

const LONGEST = 64 * 1024 * 1024;

/** What both directions of a connection know. */
export class Conversation {
  readonly connection: TapConnection;
  readonly options: PostgresTapOptions;
  readonly prepared = new Map<string, Prepared>();
  readonly portals = new Map<string, Portal>();
  readonly cursors = new Cursors();
  /** Sent and not answered, in order. The first is the handshake, which ends with ReadyForQuery too. */
  readonly outstanding: WireExchange[] = [];
  readonly transaction = new Transaction();
  /** The transaction's status as ReadyForQuery says it: idle, in a transaction, or in a failed one. */
  status: "I" | "T" | "E" = "I";
  isEstablished = false;
  /** The session's standard_conforming_strings, as the server last said. */
  isStandard = true;
  /** The process that serves it, as it told in the handshake. */
  backend: number | undefined;
  /** Something that the client has sent stands still. */
  isHeld = false;
  /** The next byte of the server says whether there will be TLS. */
  isTlsAsked = false;
  /** An exchange whose Sync the server has overlooked because it came during a COPY: the next one ends it. */
  reopened: WireExchange | undefined;
  readonly #closed = new AbortController();
  readonly #letGo: (() => void)[] = [];
  #isBlind = false;

  constructor(connection: TapConnection, options: PostgresTapOptions) {
    this.connection = connection;
    this.options = options;
    const handshake = new WireExchange();
    handshake.isSynced = true;
    this.outstanding.push(handshake);
    options.rules.connected(connection.id);
    options.talks.add(this);
  }

  get longest(): number {
    return this.options.longest ?? LONGEST;
  }

  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Nothing is decoded any more; bytes pass as they come. */
  get isBlind(): boolean {
    return this.#isBlind;
  }

  /** Says what a direction is to do when decoding is given up: send on what it has. */
  whenBlind(letGo: () => void): void {
    this.#letGo.push(letGo);
  }

  /** Reports what passes without being looked at; words that are the same for all of a kind. */
  unseen(what: string): void {
    this.options.unseen?.({ why: "undecoded", what });
  }

  /** Gives up decoding, because what comes is not what it should be (or is encrypted), and reports `what` passes. */
  goBlind(what?: string): void {
    if (this.#isBlind) return;
    this.#isBlind = true;
    if (what !== undefined) this.unseen(what);
    for (const letGo of this.#letGo) letGo();
  }

  /** Whether an exchange is held, or sent and not answered. */
  get isUnderWay(): boolean {
    return this.isHeld || this.outstanding.length > 0;
  }

  end(): void {
    this.options.talks.delete(this);
    this.#closed.abort();
  }

  /**
   * Asks about statements of an exchange, one after the other; all of it is held meanwhile. The first that is dropped
   * takes the others with it.
   */
  ask(exchange: WireExchange, statements: readonly WireStatement[], edge: Edge): Promise<Fate> | undefined {
    if (!this.options.asks[edge] || !exchange.isWanted) return undefined;
    exchange.backend = this.backend;
    return this.#askFrom(0, exchange, statements, edge);
  }

  #askFrom(
    first: number,
    exchange: WireExchange,
    statements: readonly WireStatement[],
    edge: Edge,
  ): Promise<Fate> | undefined {
    const { watch, dependency, by } = this.options;
    for (let at = first; at < statements.length; at++) {
      const statement = statements[at];
      if (!statement?.isWanted) continue;
      const message = exchange.about(statement);
      const asked = watch({ dependency, by, edge, message, connection: this.connection });
      if (!asked) continue;
      return asked.then((fate) =>
        fate === "drop" ? fate : (this.#askFrom(at + 1, exchange, statements, edge) ?? "release"),
      );
    }
    return undefined;
  }
}

/** A portal: a prepared statement with its values, and what is run of it. */
export interface Portal {
  readonly prepared: Prepared | undefined;
  readonly bind: Bind;
  /** Set by its first Execute; those that follow go on with it. */
  statement?: WireStatement;
}
