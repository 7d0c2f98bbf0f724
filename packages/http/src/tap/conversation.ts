import type { Edge, Fate, MomentPattern, UnseenReport, Watch } from "@chaos-packs/contract/kind";
import type { TapConnection } from "@chaos-packs/proxy";
import type { Headers } from "../codec/headers.ts";
import type { RequestHead } from "../codec/request-head.ts";
import type { RuleBook } from "../rules/rule-book.ts";
import { type Exchange, messageOf } from "./exchange.ts";
import { HOLD_LIMITS, type HoldLimits, isLongerThan } from "./held-message.ts";
import { isStream } from "./is-stream.ts";
import { readsBody } from "./reads-body.ts";

/** A pattern; one that does not say which requests it wants is asked about all of them. */
type Pattern = MomentPattern<never> & { wants?(method: string, path: string): boolean };

/** What the taps of one link share. */
export interface TapOptions {
  readonly by: { readonly role: string; readonly index: number };
  readonly dependency: string;
  readonly patterns: readonly Pattern[];
  readonly watch: Watch;
  readonly rules: RuleBook;
  readonly limits?: HoldLimits;
  readonly unseen?: ((report: UnseenReport) => void) | undefined;
}

/** What both directions of one connection know: the requests that are not answered yet, in order, and who is to be asked. */
export class Conversation {
  readonly unanswered: Exchange[] = [];
  readonly limits: HoldLimits;
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
    this.limits = options.limits ?? HOLD_LIMITS;
  }

  get isGone(): boolean {
    return this.gone.signal.aborted;
  }

  /** Takes up a request of which the head has come. */
  open(head: RequestHead): Exchange {
    const wanted = { before: this.#wanting(head, "before"), after: this.#wanting(head, "after") };
    const exchange: Exchange = {
      head,
      wanted,
      needsBody: false,
      isAsked: false,
      continues: "no",
      body: undefined,
      isReceived: false,
      isSent: false,
    };
    exchange.needsBody =
      this.rules.needsBody(head.method, head.path) || this.#isBodyRead(exchange, "before", head.headers);
    if (exchange.needsBody && head.headers.expect?.toLowerCase() === "100-continue") exchange.continues = "owed";
    this.unanswered.push(exchange);
    return exchange;
  }

  /** Whether the body of an answer, whose head has come, must be known before its moment. */
  needsAnswer(exchange: Exchange, headers: Headers): boolean {
    return this.#isBodyRead(exchange, "after", headers);
  }

  /** Asks what becomes of a message; undefined: it passes. */
  ask(edge: Edge, exchange: Exchange): Promise<Fate> | undefined {
    const { by, dependency, watch } = this.#options;
    if (exchange.wanted[edge].length === 0) return undefined;
    return watch({ by, dependency, edge, message: messageOf(exchange), connection: this.#connection });
  }

  /** A body that was waited for came too slowly, or was too large. */
  missed(edge: Edge, exchange: Exchange, why: string): void {
    const pattern = exchange.wanted[edge].find((each) => readsBody(each, messageOf(exchange), edge));
    const whose = pattern ? `the moment "${pattern.describes}"` : "a rule";
    this.unseen(`the body of ${edge === "before" ? "a request" : "an answer"} that ${whose} reads: ${why}`);
  }

  /** Reports what passes without being looked at. */
  unseen(what: string): void {
    this.#options.unseen?.({ why: "undecoded", what });
  }

  /** Ends the connection: what is held on it is never delivered. */
  drop(): void {
    if (this.isGone) return;
    this.gone.abort();
    this.#connection.reset();
  }

  /** Closes the connection behind what was sent. */
  close(): void {
    if (this.isGone) return;
    this.gone.abort();
    this.#connection.close();
  }

  /** Something went wrong outside of a turn of the tap. */
  fail(error: unknown): void {
    this.gone.abort();
    this.#connection.fail(error);
  }

  /** A stream is no JSON as a whole and may never end, so nobody waits for it; nor for what says that it is too large. */
  #isBodyRead(exchange: Exchange, edge: Edge, headers: Headers): boolean {
    const patterns = exchange.wanted[edge];
    if (patterns.length === 0) return false;
    const message = messageOf(exchange);
    if (!patterns.some((pattern) => readsBody(pattern, message, edge))) return false;
    const { bytes } = this.limits;
    if (isStream(headers)) this.missed(edge, exchange, `it is a stream (${headers["content-type"]})`);
    else if (isLongerThan(headers, bytes)) this.missed(edge, exchange, tooLong(bytes));
    else return true;
    return false;
  }

  #wanting({ method, path }: RequestHead, edge: Edge): readonly Pattern[] {
    return this.#options.patterns.filter(({ edges, wants }) => edges.includes(edge) && (!wants || wants(method, path)));
  }
}

/** Why a body was not shown. */
export const tooLong = (bytes: number): string => `it is longer than ${bytes / 1_048_576} MiB`;
export const tooSlow = (ms: number): string => `it was not whole within ${ms / 1_000} s`;
