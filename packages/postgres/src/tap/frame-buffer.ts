const EMPTY = Buffer.alloc(0);
const HEADER = 5;

/** Bytes of one direction, walked frame by frame. What was walked over stays until it is taken. */
export class FrameBuffer {
  #bytes: Buffer = EMPTY;
  /** Where the untaken bytes begin, and where the walk stands. */
  #from = 0;
  #at = 0;
  /** Chunks of a large frame that is not whole yet; joined once, when it is. */
  #later: Buffer[] = [];
  #laterLength = 0;
  #needed = 0;

  /** Adds bytes; false when the frame that is waited for is still not whole. */
  push(chunk: Buffer): boolean {
    this.#later.push(chunk);
    this.#laterLength += chunk.length;
    if (this.#bytes.length - this.#at + this.#laterLength < this.#needed) return false;
    this.#bytes = this.#from === this.#bytes.length && this.#later.length === 1 ? chunk : this.#joined();
    this.#at -= this.#from;
    this.#from = 0;
    if (this.#bytes === chunk) this.#at = 0;
    this.#later = [];
    this.#laterLength = 0;
    this.#needed = 0;
    return true;
  }

  /** Whether so many bytes stand before the walk; when not, `push` says false until they do. */
  has(size: number): boolean {
    if (this.#bytes.length - this.#at >= size) return true;
    this.#needed = size;
    return false;
  }

  hasHeader(): boolean {
    return this.has(HEADER);
  }

  get type(): number {
    return this.#bytes[this.#at] ?? 0;
  }

  /** The length that the frame says it has, without its first byte. */
  get length(): number {
    return this.#bytes.readInt32BE(this.#at + 1);
  }

  /** The next bytes, without walking over them. */
  peek(size: number): Buffer {
    return this.#bytes.subarray(this.#at, this.#at + size);
  }

  /** Walks over bytes that are there; returns how many of them are still to come. */
  skip(size: number): number {
    const step = Math.min(size, this.#bytes.length - this.#at);
    this.#at += step;
    return size - step;
  }

  /** How much was walked over and not taken. */
  get walked(): number {
    return this.#at - this.#from;
  }

  /** Takes what was walked over. */
  take(): Buffer {
    const taken = this.#bytes.subarray(this.#from, this.#at);
    this.#from = this.#at;
    return taken;
  }

  /** Takes everything. */
  takeAll(): Buffer {
    const all = this.#joined();
    this.#bytes = EMPTY;
    this.#from = 0;
    this.#at = 0;
    this.#later = [];
    this.#laterLength = 0;
    this.#needed = 0;
    return all;
  }

  #joined(): Buffer {
    return Buffer.concat([this.#bytes.subarray(this.#from), ...this.#later]);
  }
}
