import { type Decoded, decodeValue } from "../wire/decode-value.ts";
import { FrameWalker } from "../wire/frame-walker.ts";
import { headOf } from "../wire/head-of.ts";
import { Malformed } from "../wire/malformed.ts";
import type { Conversation } from "./conversation.ts";
import type { ExpectedReply } from "./expected-reply.ts";
import type { RedisMessage } from "./redis-message.ts";
import type { Sight } from "./sight.ts";
import { isConfirmation, isDelivery, isSubscribing } from "./subscriptions.ts";
import { answeredWith, TransactionReplies } from "./transaction-replies.ts";

/** What one value from the server is: the answer to a command, something nobody asked for, or a confirmation of a subscribe command. */
interface Frame {
  readonly is: "reply" | "push" | "confirmation";
  readonly type: string;
  readonly isKept: boolean;
}

/** Walks what the server sends, pairs it with the commands, and holds the answers that somebody wants to see. */
export class ReplySide {
  readonly #walker = new FrameWalker();
  readonly #conversation: Conversation;
  readonly #sight: Sight;
  readonly #transaction = new TransactionReplies();
  #kept: Buffer[] = [];
  #frame: Frame | undefined;
  #isResp3 = false;
  /** Something of a value has gone on, so nothing may be put between. */
  #isInside = false;
  /** An answer is held, or ours are being given. */
  #work: Promise<void> | undefined;

  constructor(conversation: Conversation, sight: Sight) {
    this.#conversation = conversation;
    this.#sight = sight;
  }

  take(bytes: Buffer): Promise<void> | undefined {
    return this.#work ? this.#work.then(() => this.take(bytes)) : this.#track(this.#walk(bytes, 0));
  }

  /** Gives the answers that are next in turn and that the server does not send, unless something is under way here. */
  answerLocally(): void {
    if (!this.#work && !this.#isInside) void this.#track(this.#giveLocal());
  }

  #track(work: Promise<void> | undefined): Promise<void> | undefined {
    if (!work) return undefined;
    const tracked = work.then(() => {
      if (this.#work === tracked) this.#work = undefined;
    });
    // What went wrong stays in `#work`, where the next bytes meet it; without an answer there is no going on.
    tracked.catch(() => this.#conversation.drop());
    this.#work = tracked;
    return tracked;
  }

  #walk(bytes: Buffer, from: number): Promise<void> | undefined {
    let sent = from;
    let at = from;
    const flush = (end: number): void => {
      if (end > sent) this.#conversation.sendDown(bytes.subarray(sent, end));
      sent = end;
    };
    try {
      while (at < bytes.length && !this.#conversation.blind && !this.#conversation.gone.aborted) {
        const end = this.#walker.walk(bytes, at);
        const piece = bytes.subarray(at, end < 0 ? bytes.length : end);
        this.#isInside = true;
        this.#frame ??= this.#look(piece);
        if (this.#frame && !this.#frame.isKept && this.#kept.length > 0) this.#sendKept();
        if (!this.#frame || this.#frame.isKept) {
          flush(at);
          this.#kept.push(piece);
          sent += piece.length;
        }
        if (end < 0) break;
        at = end;
        this.#isInside = false;
        const isPassed = !(this.#frame as Frame).isKept;
        // An answer of ours may come next, and what passed must be before it.
        if (isPassed && this.#isLocalNext()) flush(at);
        const held = this.#ended();
        if (held) {
          if (isPassed) flush(at);
          return held.then(() => this.#walk(bytes, end));
        }
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#conversation.blind = true;
    }
    if (this.#conversation.blind) this.#sendKept();
    flush(bytes.length);
    return undefined;
  }

  #sendKept(): void {
    for (const piece of this.#kept) this.#conversation.sendDown(piece);
    this.#kept = [];
  }

  /** Whether the reply after this value may be ours to give (this value need not be a reply itself). */
  #isLocalNext(): boolean {
    const { expected } = this.#conversation;
    return expected.peek()?.fromServer === false || expected.peek(1)?.fromServer === false;
  }

  #look(piece: Buffer): Frame | undefined {
    const known = this.#kept.length > 0 ? Buffer.concat([...this.#kept, piece]) : piece;
    const type = String.fromCharCode(known[0] as number);
    const { expected, subscriptions } = this.#conversation;
    const head = expected.peek();
    const isUnasked =
      type === ">" || (type === "*" && !this.#isResp3 && (subscriptions.any || isSubscribing(head?.command ?? "")));
    if (isUnasked) {
      const start = headOf(known);
      if (!start) return undefined;
      if (isConfirmation(start.first ?? "")) return { is: "confirmation", type, isKept: true };
      if (type === ">" || isDelivery(start.first ?? "")) return { is: "push", type, isKept: false };
    }
    const isKept =
      head?.message !== undefined ||
      head?.instead !== undefined ||
      (head?.command === "EXEC" && this.#transaction.isWanted);
    return { is: "reply", type, isKept };
  }

  #ended(): Promise<void> | undefined {
    const { is, type } = this.#frame as Frame;
    this.#frame = undefined;
    const bytes = this.#kept.length === 1 ? (this.#kept[0] as Buffer) : Buffer.concat(this.#kept);
    this.#kept = [];
    if (is === "push") return this.#giveLocal();
    const { expected } = this.#conversation;
    const head = expected.peek();
    if (is === "confirmation") return this.#confirmed(bytes, head);
    // A refusal at the greeting (too many clients) answers nothing that was asked.
    if (!head) {
      if (bytes.length > 0) this.#conversation.sendDown(bytes);
      return undefined;
    }
    const told = head.instead ?? bytes;
    return this.#deliver(this.#settle(head, type, told), told);
  }

  /** What is to be seen with this reply: the command itself, and at EXEC those that were queued. */
  #settle(head: ExpectedReply, type: string, told: Buffer): readonly RedisMessage[] {
    const decoded: Decoded | undefined = told.length > 0 ? decodeValue(told) : undefined;
    const queued = head.command === "EXEC" && decoded ? this.#transaction.settle(decoded) : [];
    const isQueued = this.#transaction.note(head.command, type, head.message);
    if (head.command === "HELLO" && type !== "-") this.#isResp3 = type === "%";
    if (head.command === "RESET" && type === "+") {
      this.#isResp3 = false;
      this.#conversation.subscriptions.clear();
    }
    // From here on the server sends lines without end.
    if (head.command === "MONITOR" && type === "+") this.#conversation.blind = true;
    return head.message && decoded && !isQueued ? [...queued, answeredWith(head.message, decoded)] : queued;
  }

  #confirmed(bytes: Buffer, head: ExpectedReply | undefined): Promise<void> | undefined {
    const decoded = decodeValue(bytes);
    const [kind, channel] = decoded.value as readonly [string, string | null];
    const { subscriptions } = this.#conversation;
    if (head?.command !== kind.toUpperCase()) {
      // The server may unsubscribe a client by itself, when a shard moves.
      if (channel !== null) subscriptions.confirm(kind, channel);
      this.#conversation.sendDown(bytes);
      return this.#giveLocal();
    }
    head.confirmations = (head.confirmations ?? subscriptions.confirmationsOf(head.command, head.arguments)) - 1;
    if (channel !== null) subscriptions.confirm(kind, channel);
    if (head.confirmations > 0) {
      this.#conversation.sendDown(bytes);
      return undefined;
    }
    return this.#deliver(head.message ? [answeredWith(head.message, decoded)] : [], bytes);
  }

  /** Shows what there is to see, then passes the reply on and ends its turn. */
  #deliver(seen: readonly RedisMessage[], told: Buffer): Promise<void> | undefined {
    for (const [at, message] of seen.entries()) {
      const fate = this.#sight.see(message, "after");
      if (!fate) continue;
      return fate.then((decided) => {
        if (decided === "drop") this.#conversation.drop();
        return this.#conversation.gone.aborted ? undefined : this.#deliver(seen.slice(at + 1), told);
      });
    }
    if (told.length > 0) this.#conversation.sendDown(told);
    this.#conversation.expected.shift();
    return this.#giveLocal();
  }

  #giveLocal(): Promise<void> | undefined {
    const head = this.#conversation.expected.peek();
    if (!head?.instead || head.fromServer || this.#conversation.gone.aborted) return undefined;
    return this.#deliver(head.message ? [answeredWith(head.message, decodeValue(head.instead))] : [], head.instead);
  }
}
