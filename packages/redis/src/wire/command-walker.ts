import { FrameWalker } from "./frame-walker.ts";
import { Malformed } from "./malformed.ts";

const LF = 10;
const ARRAY = 0x2a;
/** What Redis itself allows a command typed as a line (PROTO_INLINE_MAX_SIZE). */
const LONGEST_LINE = 64 * 1024;

/** Finds where a command ends, in chunks of any size: an array of blobs, or a line. */
export class CommandWalker {
  readonly #frames = new FrameWalker();
  #kind: "none" | "array" | "line" = "none";
  #length = 0;

  /** Whether the command under way is typed as a line. */
  get isInline(): boolean {
    return this.#kind === "line";
  }

  /** Walks on from `at`; returns where the command ends, or -1 when it goes on in the next chunk. */
  walk(bytes: Buffer, at: number): number {
    if (this.#kind === "none") this.#begin(bytes[at] as number);
    const end = this.#kind === "array" ? this.#frames.walk(bytes, at) : this.#line(bytes, at);
    return end;
  }

  /** Forgets the command that has ended. */
  next(): void {
    this.#kind = "none";
    this.#length = 0;
  }

  #begin(first: number): void {
    // A line begins with something printable; a TLS handshake or another protocol does not.
    if (first !== ARRAY && (first < 9 || (first > 13 && first < 32) || first > 126)) {
      throw new Malformed(`no command begins with byte ${first}`);
    }
    this.#kind = first === ARRAY ? "array" : "line";
  }

  #line(bytes: Buffer, at: number): number {
    const end = bytes.indexOf(LF, at);
    this.#length += (end < 0 ? bytes.length : end) - at;
    if (this.#length > LONGEST_LINE) throw new Malformed("a line has no end");
    return end < 0 ? -1 : end + 1;
  }
}
