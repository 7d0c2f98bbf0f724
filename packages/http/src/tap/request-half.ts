import { after } from "@chaos-packs/proxy";
import { pause } from "@chaos-packs/wire";
import { decodeBody } from "../codec/decode-body.ts";
import { framingOfRequest } from "../codec/framing.ts";
import { BROKEN_OFF, MessageReader, type Piece } from "../codec/message-reader.ts";
import { mayBeRequest, parseRequestHead, type RequestHead } from "../codec/request-head.ts";
import type { Strike } from "../rules/rule-book.ts";
import type { AnswerHalf } from "./answer-half.ts";
import { type Conversation, tooLong, tooSlow } from "./conversation.ts";
import type { Exchange } from "./exchange.ts";
import { HeldMessage } from "./held-message.ts";
import type { Outbox } from "./outbox.ts";

const grammar = { parse: parseRequestHead, mayBe: mayBeRequest, framingOf: framingOfRequest };

/** The way from the client to the server: holds what is wanted, lets rules strike, and sends on the rest as it comes. */
export class RequestHalf {
  readonly #conversation: Conversation;
  readonly #answers: AnswerHalf;
  readonly #out: Outbox;
  readonly #reader = new MessageReader<RequestHead>(grammar);
  #exchange: Exchange | undefined;
  /** What is kept back of the current request, until it is decided. */
  #held: HeldMessage | undefined;
  /** What is kept of a request that passes, for the edge after. */
  #copy: HeldMessage | undefined;
  #cancelTimer: (() => void) | undefined;
  /** A decision outside of a turn. */
  #late: Promise<void> | undefined;
  /** What becomes of the rest of the current request; `swallow all`: of every later one as well. */
  #rest: "pass" | "swallow" | "swallow all" = "pass";
  #isWaiting = false;

  constructor(conversation: Conversation, answers: AnswerHalf, out: Outbox) {
    this.#conversation = conversation;
    this.#answers = answers;
    this.#out = out;
  }

  get isIdle(): boolean {
    return this.#reader.isIdle;
  }

  read(bytes: Buffer): Promise<void> | undefined {
    this.#reader.push(bytes);
    return this.#late ? this.#late.then(() => this.#go()) : this.#go();
  }

  /** The client has ended: what was kept back of half a request is sent on. */
  finish(): Promise<void> | undefined {
    if (this.#late) return this.#late.then(() => this.finish());
    this.#cancelTimer?.();
    const piece = this.#reader.finish();
    if (piece) this.#take(piece);
    if (this.#held) this.#out.add(this.#held.raw);
    this.#held = undefined;
    this.#out.flush();
    return undefined;
  }

  /** The connection has become something else than HTTP: what was kept back is sent on. */
  giveUp(): void {
    if (this.#isWaiting) return;
    if (this.#held) this.#out.add(this.#held.raw);
    this.#held = undefined;
    this.#rest = "pass";
    this.#out.add(this.#reader.giveUp());
    this.#out.flush();
  }

  #go(): Promise<void> | undefined {
    for (;;) {
      if (this.#conversation.isGone) return undefined;
      const piece = this.#reader.next();
      const wait = piece && this.#take(piece);
      if (!piece || wait) this.#out.flush();
      if (wait) return this.#goAfter(wait);
      if (piece) continue;
      if (this.#held) this.#cancelTimer ??= after(this.#conversation.limits.ms, this.#stopWaiting);
      return undefined;
    }
  }

  /** The body has not come whole in time: the request is decided without. */
  readonly #stopWaiting = (): void => {
    const { limits, isGone } = this.#conversation;
    if (!this.#held || !this.#exchange || isGone) return;
    this.#conversation.missed("before", this.#exchange, tooSlow(limits.ms));
    try {
      const wait = this.#decide(this.#exchange);
      this.#out.flush();
      if (!wait) return;
      this.#late = this.#goAfter(wait).then(() => {
        this.#late = undefined;
      });
      this.#late.catch((error: unknown) => this.#conversation.fail(error));
    } catch (error) {
      this.#conversation.fail(error);
    }
  };

  async #goAfter(wait: Promise<void>): Promise<void> {
    this.#isWaiting = true;
    await wait;
    this.#isWaiting = false;
    if (this.#conversation.isGone) return;
    if (this.#conversation.isBlind) this.giveUp();
    await this.#go();
  }

  #take(piece: Piece<RequestHead>): Promise<void> | undefined {
    if (this.#rest === "swallow all") return undefined;
    switch (piece.kind) {
      case "head":
        this.#exchange = this.#conversation.open(piece.head);
        this.#held = new HeldMessage(piece.raw, this.#conversation.limits.bytes);
        this.#copy = undefined;
        if (!this.#exchange.needsBody) return this.#decide(this.#exchange);
        return this.#answers.advance();
      case "body":
        return this.#body(piece);
      case "end":
        return this.#end();
      case "blind":
        return this.#blind(piece);
    }
  }

  #body(piece: Extract<Piece<RequestHead>, { kind: "body" }>): Promise<void> | undefined {
    if (this.#held && this.#exchange) {
      if (this.#held.add(piece)) return undefined;
      this.#conversation.missed("before", this.#exchange, tooLong(this.#conversation.limits.bytes));
      return this.#decide(this.#exchange);
    }
    if (this.#rest !== "pass") return undefined;
    this.#out.add(piece.raw);
    if (this.#copy && !this.#copy.add(piece)) this.#copy = undefined;
    return undefined;
  }

  #end(): Promise<void> | undefined {
    const exchange = this.#exchange as Exchange;
    const kept = this.#held ?? this.#copy;
    if (kept) exchange.body = decodeBody(kept.data, exchange.head.headers);
    const wait = this.#held && this.#decide(exchange);
    return wait ? wait.then(() => this.#received()) : this.#received();
  }

  #received(): Promise<void> | undefined {
    if (this.#exchange) this.#exchange.isReceived = true;
    this.#exchange = undefined;
    this.#copy = undefined;
    return this.#answers.advance();
  }

  #blind({ raw, why }: Extract<Piece<RequestHead>, { kind: "blind" }>): Promise<void> | undefined {
    if (why !== undefined && why !== BROKEN_OFF)
      this.#conversation.unseen(`a request and what follows on its connection: ${why}`);
    if (this.#rest === "swallow") {
      this.#rest = "swallow all";
      return this.#received();
    }
    if (this.#held) this.#out.add(this.#held.raw);
    this.#held = undefined;
    if (this.#exchange) this.#exchange.isSent = true;
    this.#out.add(raw);
    return undefined;
  }

  #decide(exchange: Exchange): Promise<void> | undefined {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (exchange.isAsked) return this.#strike(exchange);
    exchange.isAsked = true;
    if (exchange.wanted.before.length > 0) this.#out.flush();
    const fate = this.#conversation.ask("before", exchange);
    if (!fate) return this.#strike(exchange);
    return fate.then((decided) => (decided === "drop" ? this.#conversation.drop() : this.#strike(exchange)));
  }

  #strike(exchange: Exchange): Promise<void> | undefined {
    const { method, path, headers } = exchange.head;
    // Laid while the request was held at its head.
    if (!exchange.needsBody && this.#conversation.rules.needsBody(method, path)) {
      exchange.needsBody = true;
      if (headers.expect?.toLowerCase() === "100-continue") exchange.continues = "owed";
      return this.#answers.advance();
    }
    const strikes = this.#conversation.rules.strikes(method, path, exchange.body);
    if (strikes.length > 0) return this.#suffer(exchange, strikes);
    this.#pass(exchange);
    return undefined;
  }

  async #suffer(exchange: Exchange, strikes: readonly Strike[]): Promise<void> {
    const { gone } = this.#conversation;
    this.#out.flush();
    for (const { action, undone } of strikes) {
      if (this.#conversation.isGone) return;
      if (action.do === "reset") return this.#conversation.drop();
      if (action.do === "corrupt") exchange.damage = action.how;
      if (action.do === "delay") await pause(action.ms, undone, gone.signal);
      if (action.do === "hang" && action.atHeal === "release") await pause(undefined, undone, gone.signal);
      if (action.do === "hang" && action.atHeal === "reset") return this.#hang(undone);
      if (action.do === "answer") {
        exchange.local = action;
        if (exchange.head.headers.expect && exchange.continues === "no") exchange.continues = "owed";
        this.#held = undefined;
        this.#rest = "swallow";
        return this.#answers.advance();
      }
    }
    this.#pass(exchange);
  }

  /** Does not wait, so that the client's end reaches the server while the request hangs. */
  #hang(undone: AbortSignal): void {
    this.#held = undefined;
    this.#rest = "swallow all";
    void pause(undefined, undone, this.#conversation.gone.signal).then(() => this.#conversation.drop());
  }

  #pass(exchange: Exchange): void {
    if (this.#conversation.isGone) return;
    if (this.#held) this.#out.add(this.#held.raw);
    if (!exchange.needsBody && exchange.wanted.after.length > 0) this.#copy = this.#held;
    this.#held = undefined;
    this.#rest = "pass";
    exchange.isSent = true;
  }
}
