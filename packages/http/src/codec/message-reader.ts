import type { Framing } from "./framing.ts";
import { linesOf } from "./headers.ts";

/** A piece of a stream of messages. The `raw` of all pieces, one after the other, are the bytes that came. */
export type Piece<Head> =
  | { readonly kind: "head"; readonly head: Head; readonly raw: Buffer }
  /** `isData` false: framing of chunks, or trailers. */
  | { readonly kind: "body"; readonly isData: boolean; readonly raw: Buffer }
  | { readonly kind: "end" }
  /** What can not be read as HTTP; after the first such piece everything is. `why` is on the first. */
  | { readonly kind: "blind"; readonly raw: Buffer; readonly why?: string };

/** What differs between requests and answers. */
export interface Grammar<Head> {
  parse(lines: readonly string[]): Head | undefined;
  mayBe(start: Buffer): boolean;
  framingOf(head: Head): Framing;
}

type Expecting = "head" | "length" | "size" | "chunk" | "chunk end" | "trailers" | "stream" | "end" | "blind";

/** Bytes: as much as any common server takes (net/http of Go; Node takes 16 KiB, nginx 32). */
const MOST_OF_HEAD = 1_048_576;
const MOST_OF_SIZE_LINE = 4_096;
const CR = 13;
const LF = 10;
/** Why the rest is blind when the source ends in the middle of a message. */
export const BROKEN_OFF = "it is broken off";
const nothing = Buffer.alloc(0);

/** Cuts one direction of an HTTP/1.1 connection into pieces, however the bytes arrive. Pull with `next` until it has none. */
export class MessageReader<Head> {
  readonly #grammar: Grammar<Head>;
  #bytes: Buffer = nothing;
  #expecting: Expecting = "head";
  /** Bytes that are still to come of the body or chunk. */
  #left = 0;
  /** Where the first line begins that may be the empty one behind a head: what is before it was looked at. */
  #lookedAt = 0;

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
    if (this.#bytes.length === 0) return undefined;
    return this.#blind(this.#expecting === "blind" ? undefined : BROKEN_OFF);
  }

  #head(): Piece<Head> | undefined {
    const bytes = this.#bytes;
    let from = 0;
    while (bytes[from] === LF || (bytes[from] === CR && bytes[from + 1] === LF)) from += 1;
    if (from === bytes.length || (bytes[from] === CR && from + 1 === bytes.length)) return undefined;
    const end = this.#headEnd(from);
    if (end === undefined) {
      if (!this.#grammar.mayBe(bytes.subarray(from))) return this.#blind("it does not begin as HTTP/1.1 does");
      return bytes.length <= MOST_OF_HEAD ? undefined : this.#blind("its head is longer than 1 MiB");
    }
    const head = this.#grammar.parse(linesOf(bytes.toString("latin1", from, end)));
    if (!head) return this.#blind("its first line is not HTTP/1.1");
    const framing = this.#grammar.framingOf(head);
    if (framing.by === "unreadable") return this.#blind(framing.why);
    const raw = this.#take(end);
    this.#expectBody(framing);
    return { kind: "head", head, raw };
  }

  /** Where lines that end in an empty line end: the index after it; undefined when more must come. */
  #headEnd(from: number): number | undefined {
    const bytes = this.#bytes;
    let line = Math.max(from, this.#lookedAt);
    for (let at = bytes.indexOf(LF, line); at >= 0; at = bytes.indexOf(LF, line)) {
      if (at === line || (at === line + 1 && bytes[line] === CR)) return at + 1;
      line = at + 1;
    }
    this.#lookedAt = line;
    return undefined;
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
    const end = this.#bytes.indexOf(LF);
    if (end < 0 && this.#bytes.length <= MOST_OF_SIZE_LINE) return undefined;
    const size = /^[ \t]*([0-9a-f]{1,12})[ \t]*(?:;[^\r\n]*)?\r?\n$/i.exec(
      this.#bytes.toString("latin1", 0, end + 1),
    )?.[1];
    if (size === undefined) return this.#blind("a chunk of its body has no size");
    this.#left = Number.parseInt(size, 16);
    this.#expecting = this.#left === 0 ? "trailers" : "chunk";
    return { kind: "body", isData: false, raw: this.#take(end + 1) };
  }

  #chunkEnd(): Piece<Head> | undefined {
    const first = this.#bytes[0];
    const second = this.#bytes[1];
    if (first === CR && second === undefined) return undefined;
    const length = first === LF ? 1 : first === CR && second === LF ? 2 : 0;
    if (length === 0) return this.#blind("a chunk of its body is longer than it says");
    this.#expecting = "size";
    return { kind: "body", isData: false, raw: this.#take(length) };
  }

  #trailers(): Piece<Head> | undefined {
    const end = this.#headEnd(0);
    if (end === undefined && this.#bytes.length <= MOST_OF_HEAD) return undefined;
    if (end === undefined) return this.#blind("its trailers are longer than 1 MiB");
    this.#expecting = "end";
    return { kind: "body", isData: false, raw: this.#take(end) };
  }

  #blind(why?: string): Piece<Head> {
    return { kind: "blind", raw: this.giveUp(), ...(why !== undefined && { why }) };
  }

  #take(length: number): Buffer {
    this.#lookedAt = 0;
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = length === this.#bytes.length ? nothing : this.#bytes.subarray(length);
    return taken;
  }
}
