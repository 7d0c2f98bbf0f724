import type { Socket } from "node:net";
import { type End, type Piece, weightOf } from "../toxics/piece.ts";

/** What an outlet asks and tells. */
export interface OutletOptions {
  readonly sink: Socket;
  /** Whether nothing may go out. */
  isHeld(): boolean;
  /** An end has gone out. */
  ends(end: End): void;
  /** The sink takes bytes again. */
  drained(): void;
}

/** The way out of a flow: writes what the sink takes, and keeps the rest in order. */
export class Outlet {
  readonly #options: OutletOptions;
  readonly #sink: Socket;
  readonly #queue: Piece[] = [];
  #weight = 0;
  #isChoked = false;
  /** The connection is to end, whether the sink reads or not. */
  #isUrgent = false;
  #isEnded = false;

  constructor(options: OutletOptions) {
    this.#options = options;
    this.#sink = options.sink;
    this.#sink.on("drain", () => {
      this.#isChoked = false;
      options.drained();
    });
  }

  /** Whether nothing waits here. */
  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** Whether the sink has enough for now. */
  get isChoked(): boolean {
    return this.#isChoked;
  }

  /** Whether the sink was told of the end. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The memory that waits here, bytes. */
  get weight(): number {
    return this.#weight;
  }

  /** Writes at once, whatever waits. False: the sink has enough for now. */
  write(bytes: Buffer, then?: () => void): boolean {
    if (this.#sink.destroyed || this.#sink.write(bytes, then)) return true;
    this.#isChoked = true;
    return false;
  }

  /** Sends in its turn. */
  send(piece: Piece): void {
    this.#queue.push(piece);
    this.#weight += weightOf(piece);
    this.#isUrgent ||= "end" in piece && (piece.end === "close" || piece.end === "reset");
    if (this.#queue.length === 1 || this.#isUrgent) this.pump();
  }

  /** Sends what waits, as far as it may go out. */
  pump(): void {
    while (!this.#options.isHeld() && (!this.#isChoked || this.#isUrgent)) {
      const piece = this.#queue.shift();
      if (!piece) return;
      this.#weight -= weightOf(piece);
      if ("end" in piece) this.end(piece.end);
      else this.write(piece.bytes, piece.then);
    }
  }

  /** Ends the sink at once, whatever waits. */
  end(end: End): void {
    if (end === "fin") {
      if (this.#isEnded) return;
      this.#isEnded = true;
      this.#sink.end();
    }
    this.#options.ends(end);
  }

  /** Throws away what waits. */
  empty(): void {
    this.#queue.length = 0;
    this.#weight = 0;
  }
}
