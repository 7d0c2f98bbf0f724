import type { Piece } from "../codec/message-reader.ts";

/** A message that is kept back until it is whole, or too large for that. */
export class HeldMessage {
  readonly #head: Buffer;
  readonly #most: number;
  readonly #raw: Buffer[];
  #data: Buffer[] = [];
  #size = 0;

  constructor(head: Buffer, most: number) {
    this.#head = head;
    this.#most = most;
    this.#raw = [head];
  }

  /** False: it has become too large to be kept back. */
  add({ isData, raw }: Extract<Piece<unknown>, { kind: "body" }>): boolean {
    this.#raw.push(raw);
    if (isData) this.#data.push(raw);
    this.#size += raw.length;
    return this.#size <= this.#most;
  }

  get head(): Buffer {
    return this.#head;
  }

  /** All bytes as they came. */
  get raw(): Buffer {
    return this.#raw.length === 1 ? this.#head : Buffer.concat(this.#raw);
  }

  /** The body without the framing of chunks. */
  get data(): Buffer {
    if (this.#data.length > 1) this.#data = [Buffer.concat(this.#data)];
    return this.#data[0] ?? Buffer.alloc(0);
  }
}
