import { after, now } from "../clock.ts";
import type { LaidToxic } from "./laid-toxic.ts";
import { type End, type Piece, weightOf } from "./piece.ts";
import type { Pipe, Waiting } from "./toxic-kind.ts";

/** Pieces that pass in one go before other connections have their turn. */
const MOST_AT_ONCE = 256;

/** What a stage tells of. */
export interface StageEvents {
  /** It does something to this connection for the first time. */
  fires(laid: LaidToxic): void;
  /** Pieces have passed by themselves, not because another came. */
  moved(): void;
  /** Whether so much waits behind the toxics that nothing more may pass. */
  isFull(): boolean;
}

/** A toxic at work in one direction of one connection, and the pieces that wait before it. */
export class Stage {
  readonly laid: LaidToxic;
  /** Where pieces go from here. */
  next: (piece: Piece) => void = () => {};
  readonly #pipe: Pipe;
  readonly #random: () => number;
  readonly #events: StageEvents;
  readonly #waiting: Waiting[] = [];
  #weight = 0;
  #cancelTimer: (() => void) | undefined;
  #hasFired = false;
  /** Nothing passes any more. */
  #isOver = false;

  constructor(laid: LaidToxic, pipe: Pipe, random: () => number, events: StageEvents) {
    this.laid = laid;
    this.#pipe = pipe;
    this.#random = random;
    this.#events = events;
  }

  /** The memory that waits here, bytes. */
  get weight(): number {
    return this.#weight;
  }

  get isBusy(): boolean {
    return this.#waiting.length > 0;
  }

  /** Takes on what comes. */
  readonly take = (piece: Piece): void => {
    if (this.#isOver) return;
    this.#waiting.push({ piece, at: now(), chance: this.#random() });
    this.#weight += weightOf(piece);
    if (this.#waiting.length === 1) this.run();
  };

  /** Lets pass what may pass now, and sees to the rest. */
  run(): void {
    if (this.#isOver) return;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const closesAt = this.#pipe.closesAt?.() ?? Number.POSITIVE_INFINITY;
    if (closesAt <= now()) {
      this.#cut("close");
      return;
    }
    let wait = Number.POSITIVE_INFINITY;
    let turns = 0;
    for (let head = this.#waiting[0]; head && !this.#isOver && !this.#events.isFull(); head = this.#waiting[0]) {
      const until = turns++ < MOST_AT_ONCE ? this.#decide(head) : 0;
      if (until === undefined) continue;
      wait = until;
      break;
    }
    const wakeAt = Math.min(wait, closesAt);
    if (this.#isOver || wakeAt === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = after(Math.max(0, wakeAt - now()), () => {
      this.run();
      this.#events.moved();
    });
  }

  /** The attributes of its toxic were changed. */
  change(): void {
    this.#pipe.changed?.(now());
    this.run();
  }

  /** Passes everything on, or closes the connection: the toxic is gone. */
  release(): void {
    if (this.#pipe.closesWhenGone && !this.#isOver) {
      this.#cut("close");
      return;
    }
    const waiting = this.#waiting.splice(0);
    const isOver = this.#isOver;
    this.stop();
    if (!isOver) for (const { piece } of waiting) this.next(piece);
  }

  /** Throws away what waits. */
  empty(): void {
    this.#waiting.length = 0;
    this.#weight = 0;
  }

  /** Throws away what waits and what is to come. */
  stop(): void {
    this.#isOver = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.empty();
  }

  /** Until when the head has to wait; undefined when it was dealt with. */
  #decide(head: Waiting): number | undefined {
    const { piece } = head;
    const decision = this.#pipe.decide(head, now());
    if (decision === "pass") {
      this.#pass(piece);
      return undefined;
    }
    if (!this.#hasFired) {
      this.#hasFired = true;
      this.#events.fires(this.laid);
    }
    if (decision === "drop") {
      this.#waiting.shift();
      this.#weight -= weightOf(piece);
      if ("bytes" in piece) piece.then?.();
      return undefined;
    }
    if ("wait" in decision) return decision.wait;
    if ("cut" in decision) {
      if ("bytes" in piece && decision.after > 0) this.next({ bytes: piece.bytes.subarray(0, decision.after) });
      this.#cut(decision.cut);
    } else if (!("bytes" in piece)) this.#pass(piece);
    else if ("instead" in decision) this.#pass({ ...piece, bytes: decision.instead });
    else {
      this.#waiting[0] = { ...head, piece: { ...piece, bytes: piece.bytes.subarray(decision.pass) } };
      this.#weight -= decision.pass;
      this.next({ bytes: piece.bytes.subarray(0, decision.pass) });
    }
    return undefined;
  }

  /** The head passes, as this piece, which has as many bytes. */
  #pass(piece: Piece): void {
    this.#waiting.shift();
    this.#weight -= weightOf(piece);
    this.next(piece);
  }

  #cut(end: End): void {
    this.stop();
    if (!this.#hasFired) this.#events.fires(this.laid);
    this.#hasFired = true;
    this.next({ end });
  }
}
