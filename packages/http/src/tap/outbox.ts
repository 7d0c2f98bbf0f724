/** Gathers what is to be sent on, and joins neighbours again, so that what came as one piece leaves as one. */
export class Outbox {
  readonly #send: (bytes: Buffer) => void;
  #waiting: Buffer | undefined;

  constructor(send: (bytes: Buffer) => void) {
    this.#send = send;
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    const waiting = this.#waiting;
    if (waiting && waiting.buffer === bytes.buffer && waiting.byteOffset + waiting.length === bytes.byteOffset) {
      this.#waiting = Buffer.from(waiting.buffer, waiting.byteOffset, waiting.length + bytes.length);
      return;
    }
    this.flush();
    this.#waiting = bytes;
  }

  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) this.#send(waiting);
  }
}
