import { Malformed } from "../wire/malformed.ts";
import type { Conversation } from "./conversation.ts";

const NOTHING: Buffer = Buffer.alloc(0);
/** A message that is longer is not kept until it is whole, so that memory is bounded: it passes piece by piece, unseen. */
export const MOST_KEPT: number = 16 * 1024 * 1024;

/** What is done with the frames of one direction. */
export interface Frames<F extends { readonly isKept: boolean }> {
  /** Walks on from `at`; returns where the frame under way ends, or -1 when it goes on in the next chunk. Throws Malformed. */
  walk(bytes: Buffer, at: number): number;
  /** Judges the frame under way by what is known of it (`isWhole`: all); undefined: more is needed to tell. */
  look(known: Buffer, isWhole: boolean): F | undefined;
  /** A frame that was to be kept is longer than `MOST_KEPT`: it passes as it comes, or the server's is thrown away. */
  tooLong(frame: F): "pass" | "discard";
  /** Something may be said behind a frame that passes, so that it must be sent first. */
  mayBeFollowed(): boolean;
  /** A frame has ended: `bytes` is the whole of one that was kept, and nothing was sent of it. What is behind waits for the promise. Throws Malformed. */
  ended(frame: F, bytes: Buffer): Promise<void> | undefined;
  send(bytes: Buffer): void;
}

/** The frames of one direction, in chunks of any size: each is kept until it is whole, or passes as it comes. */
export class FrameStream<F extends { readonly isKept: boolean }> {
  readonly #frames: Frames<F>;
  readonly #conversation: Conversation;
  /** The pieces of the frame under way that were not sent on. */
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #frame: F | undefined;
  /** The rest of the frame under way goes nowhere. */
  #isDiscarding = false;
  #isInside = false;

  constructor(conversation: Conversation, frames: Frames<F>) {
    this.#conversation = conversation;
    this.#frames = frames;
  }

  /** Whether a frame has begun and not ended. */
  get isInside(): boolean {
    return this.#isInside;
  }

  /** Takes a chunk. While the promise is pending something is held, and no other may come. */
  take(bytes: Buffer): Promise<void> | undefined {
    return this.#walk(bytes, 0);
  }

  #walk(bytes: Buffer, from: number): Promise<void> | undefined {
    /** Everything before is sent on or kept. */
    let sent = from;
    let at = from;
    const flush = (end: number): void => {
      if (end > sent) this.#frames.send(bytes.subarray(sent, end));
      sent = end;
    };
    try {
      while (at < bytes.length && !this.#conversation.blind && !this.#conversation.gone.aborted) {
        const end = this.#frames.walk(bytes, at);
        const piece = bytes.subarray(at, end < 0 ? bytes.length : end);
        this.#isInside = true;
        this.#frame ??= this.#frames.look(this.#known(piece), end >= 0);
        if (this.#frame?.isKept && this.#keptBytes + piece.length > MOST_KEPT) this.#giveUp(this.#frame);
        if (this.#frame?.isKept === false) this.#sendKept();
        if (this.#frame?.isKept !== false || this.#isDiscarding) {
          flush(at);
          if (!this.#isDiscarding) this.#keep(piece);
          sent += piece.length;
        }
        if (end < 0) break;
        at = end;
        const held = this.#ended(() => flush(at));
        if (held) return held.then(() => this.#walk(bytes, end));
      }
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#conversation.goBlind(`what follows bytes that are no Redis protocol: ${error.message}`);
    }
    if (this.#conversation.blind) this.#sendKept();
    flush(bytes.length);
    return undefined;
  }

  #ended(flush: () => void): Promise<void> | undefined {
    const frame = this.#frame as F;
    this.#isInside = false;
    if (!frame.isKept && this.#frames.mayBeFollowed()) flush();
    // What turns out to be malformed is still kept then, and passes.
    const held = this.#frames.ended(frame, frame.isKept ? this.#known() : NOTHING);
    this.#forget();
    this.#frame = undefined;
    this.#isDiscarding = false;
    if (held) flush();
    return held;
  }

  /** What was kept, with one more piece behind it. */
  #known(piece = NOTHING): Buffer {
    if (this.#kept.length === 0) return piece;
    if (piece === NOTHING && this.#kept.length === 1) return this.#kept[0] as Buffer;
    return Buffer.concat([...this.#kept, piece]);
  }

  #keep(piece: Buffer): void {
    this.#kept.push(piece);
    this.#keptBytes += piece.length;
  }

  #sendKept(): void {
    for (const piece of this.#kept) this.#frames.send(piece);
    this.#forget();
  }

  #forget(): void {
    this.#kept = [];
    this.#keptBytes = 0;
  }

  #giveUp(frame: F): void {
    this.#isDiscarding = this.#frames.tooLong(frame) === "discard";
    if (this.#isDiscarding) this.#forget();
    this.#frame = { ...frame, isKept: false };
  }
}
