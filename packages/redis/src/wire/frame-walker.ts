import { Malformed } from "./malformed.ts";

const LF = 10;
const CR = 13;
/** The types of RESP2 and RESP3 (https://redis.io/docs/latest/develop/reference/protocol-spec/), by how far they go. */
const LINES = new Set([..."+-:_,(#"].map(codeOf));
const BLOBS = new Set([..."$!="].map(codeOf));
const AGGREGATES = new Map([..."*~>"].map((type) => [codeOf(type), 1]));
for (const type of "%|") AGGREGATES.set(codeOf(type), 2);
const ATTRIBUTE = codeOf("|");
/** No header of a blob or an aggregate is longer; a simple line may be. */
const LONGEST_COUNT = 32;

function codeOf(type: string): number {
  return type.charCodeAt(0);
}

/**
 * Finds where a value ends, in chunks of any size, without keeping its bytes. Flat: nesting needs no stack, since an
 * aggregate only adds to the number of values still to come. (Streamed values, `$?` and `*?`, no server sends: malformed.)
 */
export class FrameWalker {
  /** Values still to come before the frame is whole. */
  #left = 1;
  /** Bytes of a blob still to come, its line end included. */
  #skip = 0;
  /** The header under way: its type, the digits so far, or -1 for "the line end has begun". */
  #type = 0;
  #count = "";
  #sawCr = false;

  /** Walks on from `at`; returns where the frame ends, or -1 when it goes on in the next chunk. */
  walk(bytes: Buffer, at: number): number {
    let here = at;
    while (here < bytes.length) {
      if (this.#skip > 0) {
        const step = Math.min(this.#skip, bytes.length - here);
        this.#skip -= step;
        here += step;
      } else if (this.#type === 0) {
        this.#type = bytes[here++] as number;
        if (!LINES.has(this.#type) && !BLOBS.has(this.#type) && !AGGREGATES.has(this.#type)) {
          throw new Malformed(`no value begins with byte ${this.#type}`);
        }
        continue;
      } else {
        here = this.#header(bytes, here);
        if (this.#type !== 0) continue;
      }
      if (this.#skip === 0 && this.#left === 0) {
        this.#left = 1;
        return here;
      }
    }
    return -1;
  }

  #header(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(LF, at);
    const upTo = end < 0 ? bytes.length : end;
    if (!LINES.has(this.#type)) {
      if (this.#count.length + upTo - at > LONGEST_COUNT) throw new Malformed("a length has no end");
      this.#count += bytes.toString("latin1", at, upTo);
    }
    if (end < 0) {
      this.#sawCr = bytes[upTo - 1] === CR;
      return upTo;
    }
    if (end > at ? bytes[end - 1] !== CR : !this.#sawCr) throw new Malformed("a line ends without CR");
    this.#begin();
    return end + 1;
  }

  #begin(): void {
    const type = this.#type;
    this.#left--;
    if (!LINES.has(type)) {
      if (!/^(-1|\d{1,15})\r$/.test(this.#count)) throw new Malformed(`${JSON.stringify(this.#count)} is no length`);
      const count = Number.parseInt(this.#count, 10);
      const perItem = AGGREGATES.get(type);
      // An attribute stands before the value that it is about, and is not one itself.
      if (perItem !== undefined) this.#left += Math.max(count, 0) * perItem + (type === ATTRIBUTE ? 1 : 0);
      else if (count >= 0) this.#skip = count + 2;
    }
    this.#type = 0;
    this.#count = "";
    this.#sawCr = false;
  }
}
