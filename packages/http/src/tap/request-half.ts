import { pause } from "../clock.ts";
import { decodeBody } from "../codec/decode-body.ts";
import { framingOfRequest } from "../codec/framing.ts";
import { MessageReader, type Piece } from "../codec/message-reader.ts";
import { mayBeRequest, parseRequestHead, type RequestHead } from "../codec/request-head.ts";
import type { Strike } from "../rules/rule-book.ts";
import type { AnswerHalf } from "./answer-half.ts";
import type { Conversation } from "./conversation.ts";
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
    return this.#go();
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
      if (!piece) return undefined;
      if (wait) return this.#goAfter(wait);
    }
  }

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
        this.#held = new HeldMessage(piece.raw, this.#conversation.mostHeld);
        if (!this.#exchange.isHeld) return this.#decide(this.#exchange);
        return this.#answers.advance();
      case "body":
        if (this.#held && this.#exchange) return this.#held.add(piece) ? undefined : this.#decide(this.#exchange);
        if (this.#rest === "pass") this.#out.add(piece.raw);
        return undefined;
      case "end":
        return this.#end();
      case "blind":
        return this.#blind(piece.raw);
    }
  }

  #end(): Promise<void> | undefined {
    const { isHeld, head } = this.#exchange as Exchange;
    if (!this.#held || !isHeld) return this.#received();
    (this.#exchange as Exchange).body = decodeBody(this.#held.data, head.headers);
    const wait = this.#decide(this.#exchange as Exchange);
    return wait ? wait.then(() => this.#received()) : this.#received();
  }

  #received(): Promise<void> | undefined {
    if (this.#exchange) this.#exchange.isReceived = true;
    this.#exchange = undefined;
    return this.#answers.advance();
  }

  #blind(raw: Buffer): Promise<void> | undefined {
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
    if (exchange.wants.before) this.#out.flush();
    const fate = this.#conversation.ask("before", exchange);
    if (!fate) return this.#strike(exchange);
    return fate.then((decided) => (decided === "drop" ? this.#conversation.drop() : this.#strike(exchange)));
  }

  #strike(exchange: Exchange): Promise<void> | undefined {
    const { method, path } = exchange.head;
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
    this.#held = undefined;
    this.#rest = "pass";
    exchange.isSent = true;
  }
}
