import { waitOut } from "@chaos-packs/wire";
import type { RuleBook } from "../rules/rule-book.ts";
import { type Decoded, decodeValue } from "../wire/decode-value.ts";
import { addressesIn, redirectIn } from "./addresses-in.ts";
import { afterFate } from "./after-fate.ts";
import type { Conversation } from "./conversation.ts";
import type { ExpectedReply } from "./expected-reply.ts";
import { MOST_KEPT } from "./frame-stream.ts";
import { answeredWith, errorCode, type RedisMessage } from "./redis-message.ts";
import type { Sight } from "./sight.ts";
import { struckReply } from "./struck-reply.ts";
import { TransactionReplies } from "./transaction-replies.ts";

/** What answers need. */
export interface AnswersOptions {
  readonly conversation: Conversation;
  readonly sight: Sight;
  readonly rules: RuleBook;
}

/** Pairs what the server answers with the commands, shows what somebody wants to see, and tells it to the client in its turn. */
export class Answers {
  readonly #options: AnswersOptions;
  readonly #conversation: Conversation;
  readonly #transaction = new TransactionReplies();
  #isResp3 = false;

  constructor(options: AnswersOptions) {
    this.#options = options;
    this.#conversation = options.conversation;
  }

  get isResp3(): boolean {
    return this.#isResp3;
  }

  /** Whether the next reply must be kept until it is whole. */
  get wantsNext(): boolean {
    const head = this.#conversation.expected.peek();
    if (head?.message || head?.names !== undefined || head?.instead || head?.isDiscarded || head?.closes) return true;
    return head?.command === "EXEC" && this.#transaction.isWanted;
  }

  /** Whether the reply after this value may be ours to give (this value need not be a reply itself). */
  get isLocalNext(): boolean {
    const { expected } = this.#conversation;
    return expected.peek()?.fromServer === false || expected.peek(1)?.fromServer === false;
  }

  /** A reply has come, which begins with `type`; `bytes` is empty when nobody wanted it and it has passed. */
  reply(type: string, bytes: Buffer): Promise<void> | undefined {
    const head = this.#conversation.expected.peek();
    // A refusal at the greeting (too many clients) answers nothing that was asked.
    if (!head) {
      if (bytes.length > 0) this.#conversation.sendDown(bytes);
      return undefined;
    }
    if (head.isDiscarded) return this.#next();
    const answer = head.instead ?? bytes;
    return this.#deliver(this.#settle(head, type, answer), answer);
  }

  /** The reply that is coming is too long to be kept. */
  tooLong(): "pass" | "discard" {
    const head = this.#conversation.expected.peek();
    if (head?.instead || head?.isDiscarded) return "discard";
    this.#conversation.unseen({
      why: "undecoded",
      what: `an answer to ${head?.command} of more than ${MOST_KEPT / 2 ** 20} MiB`,
    });
    return "pass";
  }

  /** A confirmation of a (un)subscribe command has come. */
  confirm(bytes: Buffer): Promise<void> | undefined {
    const head = this.#conversation.expected.peek();
    const decoded = decodeValue(bytes);
    const [kind, channel] = decoded.value as readonly [string, string | null];
    const { subscriptions } = this.#conversation;
    if (head?.command !== kind.toUpperCase()) {
      // The server may unsubscribe a client by itself, when a shard moves.
      if (channel !== null) subscriptions.confirm(kind, channel);
      this.#conversation.sendDown(bytes);
      return this.giveLocal();
    }
    head.confirmations = (head.confirmations ?? subscriptions.confirmationsOf(head.command, head.arguments)) - 1;
    if (channel !== null) subscriptions.confirm(kind, channel);
    const isLast = head.confirmations <= 0;
    if (isLast && !head.isDiscarded)
      return this.#deliver(head.message ? [answeredWith(head.message, decoded)] : [], bytes);
    if (!head.isDiscarded) this.#conversation.sendDown(bytes);
    return isLast ? this.#next() : undefined;
  }

  /** Gives the answer that is next in turn, when it is ours to give. */
  giveLocal(): Promise<void> | undefined {
    const head = this.#conversation.expected.peek();
    if (!head?.instead || head.fromServer || this.#conversation.gone.aborted) return undefined;
    return this.#deliver(head.message ? [answeredWith(head.message, decodeValue(head.instead))] : [], head.instead);
  }

  /** What is to be seen with this reply: the command itself, and at EXEC those that were queued. */
  #settle(head: ExpectedReply, type: string, answer: Buffer): readonly RedisMessage[] {
    const decoded: Decoded | undefined = answer.length > 0 ? decodeValue(answer) : undefined;
    if (decoded) this.#noteOtherServers(head, decoded);
    const queued = head.command === "EXEC" && decoded ? this.#transaction.settle(decoded) : [];
    const isQueued = this.#transaction.note(head.command, type, head.message);
    if (head.command === "HELLO" && type !== "-") this.#isResp3 = type === "%";
    if (head.command === "RESET" && type === "+") {
      this.#isResp3 = false;
      this.#conversation.subscriptions.clear();
    }
    // From here on the server sends lines without end.
    if (head.command === "MONITOR" && type === "+") this.#conversation.goBlind("what follows MONITOR");
    return head.message && decoded && !isQueued ? [...queued, answeredWith(head.message, decoded)] : queued;
  }

  /** A client of a cluster, or of sentinels, goes on to the servers that it is told of, past this link. */
  #noteOtherServers({ command, names }: ExpectedReply, { value, error }: Decoded): void {
    const redirect = error === undefined ? undefined : redirectIn(error);
    if (redirect !== undefined) this.#bypasses(errorCode(error ?? ""), redirect);
    if (names === undefined || error !== undefined) return;
    for (const address of addressesIn(names, value)) this.#bypasses(`the answer to ${command} ${names}`, address);
  }

  #bypasses(who: string, address: string): void {
    if (this.#conversation.isOwn(address)) return;
    const what = `${who} names ${address}, and what a client sends there is not seen`;
    this.#conversation.unseen({ why: "bypass", what });
  }

  /** Shows what there is to see, then does what rules say, passes the reply on and ends its turn. */
  #deliver(seen: readonly RedisMessage[], answer: Buffer, from = 0): Promise<void> | undefined {
    for (let at = from; at < seen.length; at++) {
      const fate = this.#options.sight.see(seen[at] as RedisMessage, "after");
      if (!fate) continue;
      const { drop } = this.#conversation;
      return afterFate(fate, this.#conversation, drop, () => this.#deliver(seen, answer, at + 1));
    }
    return this.#applyRules(seen, answer);
  }

  #applyRules(seen: readonly RedisMessage[], answer: Buffer): Promise<void> | undefined {
    const { rules, conversation } = this.#options;
    const strikes = seen.map((message) => rules.strike(message, "after", conversation.id));
    const rule = strikes.find((strike) => strike.rule)?.rule;
    const tell = (): Promise<void> | undefined => {
      if (conversation.gone.aborted) return undefined;
      const { bytes, end } = rule ? struckReply(rule, answer) : { bytes: answer };
      if (bytes.length > 0) conversation.sendDown(bytes);
      if (end === "rst") conversation.drop();
      if (end === "fin" || conversation.expected.peek()?.closes) conversation.hangUp();
      return this.#next();
    };
    const delays = strikes.flatMap((strike) => strike.delays);
    const waiting = waitOut(delays, conversation.gone);
    return waiting ? waiting.then(tell) : tell();
  }

  #next(): Promise<void> | undefined {
    this.#conversation.expected.shift();
    return this.giveLocal();
  }
}
