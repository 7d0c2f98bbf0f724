import type { Headers } from "../codec/headers.ts";
import type { Piece } from "../codec/message-reader.ts";

/** How much of a message is kept back, and for how long, while somebody waits for its body. */
export interface HoldLimits {
  /** Of its body. */
  readonly bytes: number;
  /** From its head on. */
  readonly ms: number;
}

/** The defaults: 1 MiB and 5 s. */
export const HOLD_LIMITS: HoldLimits = { bytes: 1_048_576, ms: 5_000 };

/** What is kept of a message until it is whole, or too large for that. */
export class HeldMessage {
  readonly head: Buffer;
  readonly #most: number;
  readonly #pieces: Extract<Piece<unknown>, { kind: "body" }>[] = [];
  #data: Buffer | undefined;
  #size = 0;

  constructor(head: Buffer, most: number) {
    this.head = head;
    this.#most = most;
  }

  /** False: it is now too large to be kept. */
  add(piece: Extract<Piece<unknown>, { kind: "body" }>): boolean {
    this.#pieces.push(piece);
    this.#data = undefined;
    this.#size += piece.raw.length;
    return this.#size <= this.#most;
  }

  /** All bytes as they came. */
  get raw(): Buffer {
    return this.#pieces.length === 0 ? this.head : Buffer.concat([this.head, ...this.#pieces.map(({ raw }) => raw)]);
  }

  /** The body without the framing of chunks. */
  get data(): Buffer {
    this.#data ??= Buffer.concat(this.#pieces.flatMap(({ isData, raw }) => (isData ? [raw] : [])));
    return this.#data;
  }

  /** All bytes as they came but for one in the middle of the body. */
  get flipped(): Buffer {
    let left = Math.floor(this.data.length / 2);
    const pieces = this.#pieces.map(({ isData, raw }) => {
      const at = left;
      if (isData) left -= raw.length;
      return isData && at >= 0 && at < raw.length ? flippedAt(raw, at) : raw;
    });
    return Buffer.concat([this.head, ...pieces]);
  }
}

/** Whether the headers say that a body is longer than so many bytes. */
export const isLongerThan = (headers: Headers, bytes: number): boolean =>
  Number(headers["content-length"] ?? 0) > bytes;

function flippedAt(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] as number) ^ 0xff;
  return flipped;
}
