import { FrameWalker } from "../wire/frame-walker.ts";
import { Answers } from "./answers.ts";
import type { Conversation } from "./conversation.ts";
import { Deliveries, type DeliveriesOptions } from "./deliveries.ts";
import { type FrameKind, frameKindOf } from "./frame-kind.ts";
import { FrameStream, type Frames, MOST_KEPT } from "./frame-stream.ts";

/** A value from the server: what it is, and how it begins. */
type ReplyFrame = FrameKind & { readonly type: string; readonly isKept: boolean };

/** Walks what the server sends, and holds the answers and messages that somebody wants to see. */
export class ReplySide implements Frames<ReplyFrame> {
  readonly #walker = new FrameWalker();
  readonly #conversation: Conversation;
  readonly #answers: Answers;
  readonly #deliveries: Deliveries;
  readonly #stream: FrameStream<ReplyFrame>;
  /** Something is held, or answers of ours are being given. */
  #work: Promise<void> | undefined;

  constructor(options: DeliveriesOptions) {
    this.#conversation = options.conversation;
    this.#answers = new Answers(options);
    this.#deliveries = new Deliveries(options);
    this.#stream = new FrameStream(options.conversation, this);
  }

  take(bytes: Buffer): Promise<void> | undefined {
    return this.#work ? this.#work.then(() => this.take(bytes)) : this.#track(this.#stream.take(bytes));
  }

  /** Gives the answers that are next in turn and that the server does not send, unless something is under way here. */
  answerLocally(): void {
    if (!this.#work && !this.#stream.isInside) void this.#track(this.#answers.giveLocal());
  }

  walk(bytes: Buffer, at: number): number {
    return this.#walker.walk(bytes, at);
  }

  look(known: Buffer): ReplyFrame | undefined {
    const kind = frameKindOf(known, this.#conversation, this.#answers.isResp3);
    const type = String.fromCharCode(known[0] as number);
    // An error is short, and may send the client elsewhere.
    return kind && { ...kind, type, isKept: this.#isKept(kind) || type === "-" };
  }

  tooLong(frame: ReplyFrame): "pass" | "discard" {
    if (frame.is === "reply") return this.#answers.tooLong();
    this.#conversation.unseen({ why: "undecoded", what: `a pushed message of more than ${MOST_KEPT / 2 ** 20} MiB` });
    return "pass";
  }

  mayBeFollowed(): boolean {
    return this.#answers.isLocalNext;
  }

  send(bytes: Buffer): void {
    this.#conversation.sendDown(bytes);
  }

  ended(frame: ReplyFrame, bytes: Buffer): Promise<void> | undefined {
    switch (frame.is) {
      case "reply":
        return this.#answers.reply(frame.type, bytes);
      case "confirmation":
        return this.#answers.confirm(bytes);
      case "delivery": {
        const held = frame.isKept ? this.#deliveries.pass(bytes) : this.#deliveries.passed(frame.channel ?? "");
        return held ? held.then(() => this.#answers.giveLocal()) : this.#answers.giveLocal();
      }
      case "push":
        return this.#answers.giveLocal();
    }
  }

  #isKept(kind: FrameKind): boolean {
    switch (kind.is) {
      case "reply":
        return this.#answers.wantsNext;
      case "delivery":
        return this.#deliveries.wants(kind.channel);
      default:
        return kind.is === "confirmation";
    }
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
}
