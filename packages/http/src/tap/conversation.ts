import type { Edge, Fate, MomentPattern, Watch } from "@chaos-packs/contract";
import type { TapConnection } from "@chaos-packs/proxy";
import type { RequestHead } from "../codec/request-head.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { type Exchange, messageOf } from "./exchange.ts";

/** What the taps of one link share. */
export interface TapOptions {
  readonly by: { readonly role: string; readonly index: number };
  readonly dependency: string;
  readonly patterns: readonly (MomentPattern<never> & { wants?(method: string, path: string): boolean })[];
  readonly watch: Watch;
  readonly rules: RuleBook;
  /** Bytes of a body beyond which a message is streamed instead of held; default 1 MiB. */
  readonly mostHeld?: number;
}

/** What both directions of one connection know: the requests that are not answered yet, in order, and who is to be asked. */
export class Conversation {
  readonly unanswered: Exchange[] = [];
  readonly mostHeld: number;
  readonly rules: RuleBook;
  /** Aborts when the connection is gone. */
  readonly gone = new AbortController();
  /** Neither direction is HTTP any more. */
  isBlind = false;
  readonly #connection: TapConnection;
  readonly #options: TapOptions;

  constructor(connection: TapConnection, options: TapOptions) {
    this.#connection = connection;
    this.#options = options;
    this.rules = options.rules;
    this.mostHeld = options.mostHeld ?? 1_048_576;
  }

  get isGone(): boolean {
    return this.gone.signal.aborted;
  }

  /** Takes up a request of which the head has come. */
  open(head: RequestHead): Exchange {
    const { method, path } = head;
    const wants = { before: this.#wants(head, "before"), after: this.#wants(head, "after") };
    const isHeld = wants.before || wants.after || this.rules.needsBody(method, path);
    const continues = isHeld && head.headers.expect?.toLowerCase() === "100-continue" ? "owed" : "no";
    const exchange: Exchange = { head, wants, isHeld, continues, body: undefined, isReceived: false, isSent: false };
    this.unanswered.push(exchange);
    return exchange;
  }

  /** Asks what becomes of a message; undefined: it passes. */
  ask(edge: Edge, exchange: Exchange): Promise<Fate> | undefined {
    const { by, dependency, watch } = this.#options;
    if (!exchange.wants[edge]) return undefined;
    return watch({ by, dependency, edge, message: messageOf(exchange), connection: this.#connection });
  }

  /** Ends the connection: what is held on it is never delivered. */
  drop(): void {
    if (this.isGone) return;
    this.gone.abort();
    this.#connection.reset();
  }

  #wants({ method, path }: RequestHead, edge: Edge): boolean {
    return this.#options.patterns.some(({ edges, wants }) => edges.includes(edge) && (!wants || wants(method, path)));
  }
}
