import { after } from "@chaos-packs/proxy";
import { decodeBody } from "../codec/decode-body.ts";
import { framingOfResponse } from "../codec/framing.ts";
import { BROKEN_OFF, MessageReader, type Piece } from "../codec/message-reader.ts";
import { mayBeResponse, parseResponseHead, type ResponseHead } from "../codec/response-head.ts";
import { encodeAnswer } from "../rules/encode-answer.ts";
import type { RuleAnswer } from "../rules/http-rule.ts";
import { type Conversation, tooLong, tooSlow } from "./conversation.ts";
import { damageAnswer } from "./damage-answer.ts";
import type { Exchange } from "./exchange.ts";
import { HeldMessage } from "./held-message.ts";
import { isStream } from "./is-stream.ts";
import type { Outbox } from "./outbox.ts";

const CONTINUE = Buffer.from("HTTP/1.1 100 Continue\r\n\r\n");

/** The way from the server to the client: holds the answers that are wanted, and gives those of rules in their turn. */
export class AnswerHalf {
  readonly #conversation: Conversation;
  readonly #out: Outbox;
  readonly #blinded: () => void;
  readonly #reader: MessageReader<ResponseHead>;
  /** Whose answer is coming. */
  #exchange: Exchange | undefined;
  #held: HeldMessage | undefined;
  #rest: "pass" | "swallow" = "pass";
  #cancelTimer: (() => void) | undefined;
  /** A decision outside of a turn. */
  #late: Promise<void> | undefined;
  #isAdvancing = false;

  constructor(conversation: Conversation, out: Outbox, blinded: () => void) {
    this.#conversation = conversation;
    this.#out = out;
    this.#blinded = blinded;
    this.#reader = new MessageReader({
      parse: parseResponseHead,
      mayBe: mayBeResponse,
      framingOf: (head: ResponseHead) => framingOfResponse(head, this.#asked()?.head.method),
    });
  }

  read(bytes: Buffer): Promise<void> | undefined {
    this.#reader.push(bytes);
    return this.#late ? this.#late.then(() => this.#go()) : this.#go();
  }

  /** The server has ended: so has an answer without a length, and what was kept back of half an answer is sent on. */
  finish(): Promise<void> | undefined {
    if (this.#late) return this.#late.then(() => this.finish());
    const piece = this.#reader.finish();
    const wait = piece && this.#take(piece);
    return wait ? wait.then(() => this.#finished()) : this.#finished();
  }

  #finished(): Promise<void> | undefined {
    const wait = this.#held && this.#exchange ? this.#decide(this.#exchange, false) : undefined;
    if (wait) return wait.then(() => this.#out.flush());
    this.#out.flush();
    return undefined;
  }

  /**
   * Does what is due at the head of the row: says `100 Continue` for a request that is kept back, gives answers of rules
   * whose requests have come whole.
   */
  advance(): Promise<void> | undefined {
    const first = this.#conversation.unanswered[0];
    if (!first || this.#isAdvancing) return undefined;
    if (first.continues === "owed" && !first.isSent && !first.isReceived) {
      first.continues = "said";
      this.#out.add(CONTINUE);
      this.#out.flush();
    }
    return first.local && first.isReceived ? this.#giveAll() : undefined;
  }

  async #giveAll(): Promise<void> {
    this.#isAdvancing = true;
    const { unanswered } = this.#conversation;
    for (let first = unanswered[0]; first?.local && first.isReceived; first = unanswered[0]) {
      if (!(await this.#give(first, first.local))) return;
    }
    this.#isAdvancing = false;
    return this.advance();
  }

  async #give(exchange: Exchange, answer: RuleAnswer): Promise<boolean> {
    exchange.answer = { status: answer.status, headers: answer.headers ?? {}, body: jsonOf(answer) };
    const fate = await this.#conversation.ask("after", exchange);
    if (fate === "drop") this.#conversation.drop();
    if (this.#conversation.isGone) return false;
    this.#out.add(encodeAnswer(answer, exchange.head));
    this.#out.flush();
    this.#conversation.unanswered.shift();
    return true;
  }

  /** The request to which the next answer belongs. */
  #asked(): Exchange | undefined {
    const first = this.#conversation.unanswered[0];
    return first?.isSent ? first : undefined;
  }

  #go(): Promise<void> | undefined {
    for (;;) {
      if (this.#conversation.isGone) return undefined;
      const piece = this.#reader.next();
      const wait = piece && this.#take(piece);
      if (!piece || wait) this.#out.flush();
      if (wait) return wait.then(() => this.#go());
      if (piece) continue;
      if (this.#held) this.#cancelTimer ??= after(this.#conversation.limits.ms, this.#stopWaiting);
      return undefined;
    }
  }

  /** The body has not come whole in time: the answer is decided without. */
  readonly #stopWaiting = (): void => {
    const { limits, isGone } = this.#conversation;
    if (!this.#held || !this.#exchange || isGone) return;
    try {
      const wait = this.#giveUpWaiting(this.#exchange, tooSlow(limits.ms));
      this.#out.flush();
      if (!wait) return;
      this.#late = wait.then(() => {
        this.#late = undefined;
        this.#out.flush();
      });
      this.#late.catch((error: unknown) => this.#conversation.fail(error));
    } catch (error) {
      this.#conversation.fail(error);
    }
  };

  #giveUpWaiting(exchange: Exchange, why: string): Promise<void> | undefined {
    this.#conversation.missed("after", exchange, why);
    return this.#decide(exchange, false);
  }

  #take(piece: Piece<ResponseHead>): Promise<void> | undefined {
    switch (piece.kind) {
      case "head":
        return this.#head(piece.head, piece.raw);
      case "body":
        return this.#body(piece);
      case "end":
        return this.#end();
      case "blind":
        if (piece.why !== undefined && piece.why !== BROKEN_OFF)
          this.#conversation.unseen(`an answer and what follows on its connection: ${piece.why}`);
        if (this.#held) this.#out.add(this.#held.raw);
        this.#held = undefined;
        this.#out.add(piece.raw);
        if (!this.#conversation.isBlind) this.#blinded();
        return undefined;
    }
  }

  #head({ status, headers }: ResponseHead, raw: Buffer): Promise<void> | undefined {
    const exchange = status < 200 ? undefined : this.#asked();
    this.#exchange = exchange;
    this.#rest = status === 100 && this.#asked()?.continues === "said" ? "swallow" : "pass";
    if (!exchange || (exchange.wanted.after.length === 0 && !exchange.damage)) {
      if (this.#rest === "pass") this.#out.add(raw);
      return undefined;
    }
    exchange.answer = { status, headers, body: undefined };
    this.#held = new HeldMessage(raw, this.#conversation.limits.bytes);
    const needsBody = this.#conversation.needsAnswer(exchange, headers);
    return needsBody || exchange.damage ? undefined : this.#decide(exchange, false);
  }

  #body(piece: Extract<Piece<ResponseHead>, { kind: "body" }>): Promise<void> | undefined {
    const exchange = this.#exchange;
    if (!this.#held || !exchange) {
      if (this.#rest === "pass") this.#out.add(piece.raw);
      return undefined;
    }
    if (!this.#held.add(piece)) return this.#giveUpWaiting(exchange, tooLong(this.#conversation.limits.bytes));
    // Of a stream its first piece is damaged: nobody may wait for an end that need not come.
    return piece.isData && isStream(exchange.answer?.headers ?? {}) ? this.#decide(exchange, false) : undefined;
  }

  #end(): Promise<void> | undefined {
    const exchange = this.#exchange;
    if (!exchange) return undefined;
    const wait = this.#held && this.#decide(exchange, true);
    return wait ? wait.then(() => this.#answered()) : this.#answered();
  }

  #answered(): Promise<void> | undefined {
    this.#exchange = undefined;
    if (this.#conversation.isGone) return undefined;
    this.#conversation.unanswered.shift();
    return this.advance();
  }

  #decide(exchange: Exchange, isWhole: boolean): Promise<void> | undefined {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const held = this.#held as HeldMessage;
    const { answer } = exchange;
    if (isWhole && answer) exchange.answer = { ...answer, body: decodeBody(held.data, answer.headers) };
    if (exchange.wanted.after.length > 0) this.#out.flush();
    const fate = this.#conversation.ask("after", exchange);
    if (fate)
      return fate.then((decided) =>
        decided === "drop" ? this.#conversation.drop() : this.#release(held, exchange, isWhole),
      );
    this.#release(held, exchange, isWhole);
    return undefined;
  }

  #release(held: HeldMessage, { damage }: Exchange, isWhole: boolean): void {
    this.#held = undefined;
    if (this.#conversation.isGone) return;
    this.#out.add(damage ? damageAnswer(held, damage, isWhole) : held.raw);
    if (isWhole || damage !== "truncate" || held.data.length === 0) return;
    this.#out.flush();
    this.#conversation.close();
  }
}

const jsonOf = ({ body, headers = {} }: RuleAnswer): unknown =>
  typeof body === "string" ? decodeBody(Buffer.from(body), headers) : body;
