import type { Framing } from "./framing.ts";
import { headEnd } from "./head-end.ts";

/** A piece of a stream of messages. The `raw` of all pieces, one after the other, are the bytes that came. */
export type Piece<Head> =
  | { readonly kind: "head"; readonly head: Head; readonly raw: Buffer }
  /** `isData` false: framing of chunks, or trailers. */
  | { readonly kind: "body"; readonly isData: boolean; readonly raw: Buffer }
  | { readonly kind: "end" }
  /** What can not be read as HTTP; after the first such piece everything is. */
  | { readonly kind: "blind"; readonly raw: Buffer };

/** What differs between requests and answers. */
export interface Grammar<Head> {
  parse(lines: readonly string[]): Head | undefined;
  mayBe(start: Buffer): boolean;
  framingOf(head: Head): Framing;
}

type Expecting = "head" | "length" | "size" | "chunk" | "chunk end" | "trailers" | "stream" | "end" | "blind";

const MOST_OF_HEAD = 65_536;
const MOST_OF_SIZE_LINE = 4_096;
const nothing = Buffer.alloc(0);

/** Cuts one direction of an HTTP/1.1 connection into pieces, however the bytes arrive. Pull with `next` until it has none. */
export class MessageReader<Head> {
  readonly #grammar: Grammar<Head>;
  #bytes: Buffer = nothing;
  #expecting: Expecting = "head";
  /** Bytes that are still to come of the body or chunk. */
  #left = 0;

  constructor(grammar: Grammar<Head>) {
    this.#grammar = grammar;
  }

  /** Whether it stands between two messages with nothing of the next. */
  get isIdle(): boolean {
    return this.#expecting === "head" && this.#bytes.length === 0;
  }

  push(bytes: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
  }

  next(): Piece<Head> | undefined {
    if (this.#expecting === "end") {
      this.#expecting = "head";
      return { kind: "end" };
    }
    if (this.#bytes.length === 0) return undefined;
    switch (this.#expecting) {
      case "head":
        return this.#head();
      case "length":
        return this.#data("end");
      case "chunk":
        return this.#data("chunk end");
      case "stream":
        return { kind: "body", isData: true, raw: this.#take(this.#bytes.length) };
      case "size":
        return this.#size();
      case "chunk end":
        return this.#chunkEnd();
      case "trailers":
        return this.#trailers();
      case "blind":
        return this.#blind();
    }
  }

  /** Takes everything from here on for something else than HTTP; returns what was waiting to be understood. */
  giveUp(): Buffer {
    this.#expecting = "blind";
    return this.#take(this.#bytes.length);
  }

  /** No more bytes will come. Call `next` until it has none first. */
  finish(): Piece<Head> | undefined {
    if (this.#expecting === "stream") {
      this.#expecting = "head";
      return { kind: "end" };
    }
    return this.#bytes.length > 0 ? this.#blind() : undefined;
  }

  #head(): Piece<Head> | undefined {
    const bytes = this.#bytes;
    let from = 0;
    while (bytes[from] === 13 && bytes[from + 1] === 10) from += 2;
    if (from === bytes.length || (bytes[from] === 13 && from + 1 === bytes.length)) return undefined;
    const end = headEnd(bytes, from);
    if (end === -1 && bytes.length <= MOST_OF_HEAD && this.#grammar.mayBe(bytes.subarray(from))) return undefined;
    if (end < 0 || end > MOST_OF_HEAD) return this.#blind();
    const head = this.#grammar.parse(bytes.toString("latin1", from, end - 4).split("\r\n"));
    const framing = head && this.#grammar.framingOf(head);
    if (!head || !framing || framing.by === "unreadable") return this.#blind();
    const raw = this.#take(end);
    this.#expectBody(framing);
    return { kind: "head", head, raw };
  }

  #expectBody(framing: Framing): void {
    this.#left = framing.by === "length" ? framing.length : 0;
    if (framing.by === "length") this.#expecting = framing.length > 0 ? "length" : "end";
    else this.#expecting = framing.by === "chunks" ? "size" : "stream";
  }

  #data(after: Expecting): Piece<Head> {
    const raw = this.#take(Math.min(this.#left, this.#bytes.length));
    this.#left -= raw.length;
    if (this.#left === 0) this.#expecting = after;
    return { kind: "body", isData: true, raw };
  }

  #size(): Piece<Head> | undefined {
    const end = this.#bytes.indexOf(10);
    if (end < 0 && this.#bytes.length <= MOST_OF_SIZE_LINE) return undefined;
    const size = /^([0-9a-f]{1,12})[ \t]*(?:;[^\r\n]*)?\r\n$/i.exec(this.#bytes.toString("latin1", 0, end + 1))?.[1];
    if (size === undefined) return this.#blind();
    this.#left = Number.parseInt(size, 16);
    this.#expecting = this.#left === 0 ? "trailers" : "chunk";
    return { kind: "body", isData: false, raw: this.#take(end + 1) };
  }

  #chunkEnd(): Piece<Head> | undefined {
    if (this.#bytes[0] !== 13 || (this.#bytes.length > 1 && this.#bytes[1] !== 10)) return this.#blind();
    if (this.#bytes.length < 2) return undefined;
    this.#expecting = "size";
    return { kind: "body", isData: false, raw: this.#take(2) };
  }

  #trailers(): Piece<Head> | undefined {
    const end = headEnd(this.#bytes, 0);
    if (end === -1 && this.#bytes.length <= MOST_OF_HEAD) return undefined;
    if (end < 0) return this.#blind();
    this.#expecting = "end";
    return { kind: "body", isData: false, raw: this.#take(end) };
  }

  #blind(): Piece<Head> {
    return { kind: "blind", raw: this.giveUp() };
  }

  #take(length: number): Buffer {
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = length === this.#bytes.length ? nothing : this.#bytes.subarray(length);
    return taken;
  }
}
