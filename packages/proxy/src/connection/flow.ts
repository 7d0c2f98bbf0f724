import type { Socket } from "node:net";
import { Chain } from "../toxics/chain.ts";
import type { LaidToxic } from "../toxics/laid-toxic.ts";
import type { End, Piece } from "../toxics/piece.ts";
import type { Conditions } from "./conditions.ts";
import { Outlet } from "./outlet.ts";
import { speak, type Talk } from "./talk.ts";
import { type FlowTap, TapTurn } from "./tap-turn.ts";

/** Memory on its way, bytes, beyond which the source is no longer read: about what a system keeps for one connection. */
const LIMIT = 4 << 20;

/** What a flow is made of and whom it asks. */
export interface FlowOptions {
  readonly direction: "up" | "down";
  readonly source: Socket;
  readonly sink: Socket;
  readonly conditions: Conditions;
  /** Makes what its toxics draw different from what others draw. */
  readonly seeds: readonly number[];
  readonly talk: Talk;
  /** Whether bytes must be shown to `arrives` and `leaves`. */
  isWatched(): boolean;
  /** Bytes have come and are about to reach the tap; false takes them away. */
  arrives(bytes: Buffer): boolean;
  /** Bytes are about to be sent on; false takes them away. */
  leaves(bytes: Buffer): boolean;
  /** An end has come through. */
  ends(end: End): void;
  /** A toxic does something to this flow for the first time. */
  fires(laid: LaidToxic): void;
  /** The source has ended while this flow is dead. */
  endsDead(): void;
  /** The tap has thrown. */
  tapFails(error: unknown): void;
}

/** One direction of a connection: reads its source, shows the bytes to the tap, and sends on what the link lets through. */
export class Flow {
  readonly #options: FlowOptions;
  readonly #source: Socket;
  readonly #direction: "up" | "down";
  readonly #talk: Talk;
  readonly #chain: Chain;
  /** Takes what has come through the toxics. */
  readonly #outlet: Outlet;
  readonly #turn: TapTurn;
  #tap: FlowTap | undefined;
  /** Nothing is asked of this flow: bytes go from source to sink in one step. */
  #isDirect = false;
  #isOpen = false;
  #isDead = false;
  #isStopped = false;
  #isSourceEnded = false;
  #isCut = false;
  #endBehindTap: End | undefined;

  constructor(options: FlowOptions) {
    this.#options = options;
    this.#source = options.source;
    this.#direction = options.direction;
    this.#talk = options.talk;
    this.#outlet = new Outlet({
      sink: options.sink,
      isHeld: () => this.#isHeld(),
      ends: (end) => options.ends(end),
      drained: () => this.#drained(),
    });
    this.#chain = new Chain({
      seeds: options.seeds,
      out: (piece) => this.#leave(piece),
      isFull: () => this.#outlet.weight > LIMIT,
      fires: (laid) => options.fires(laid),
      moved: () => this.#adjust(),
    });
    this.#turn = new TapTurn({
      begins: () => this.#source.pause(),
      ends: () => this.#tapEnds(),
      fails: (error) => options.tapFails(error),
    });
    this.#source.pause();
    this.#source.on("data", (bytes: Buffer) => this.#take(bytes));
    this.#source.on("end", () => this.#sourceEnds("fin"));
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Whether the source has said all that it will say. */
  get isSourceEnded(): boolean {
    return this.#isSourceEnded;
  }

  /** Whether bytes are on their way. */
  get isBusy(): boolean {
    return this.#turn.isBusy || !this.#outlet.isEmpty || this.#chain.isBusy;
  }

  /** Lets the first bytes through. */
  open(tap: FlowTap | undefined): void {
    this.#tap = tap;
    this.#isOpen = true;
    this.refresh();
  }

  /** Makes these toxics act on what comes, and no others. */
  suffer(toxics: readonly LaidToxic[]): void {
    if (this.#isStopped) return;
    this.#chain.become(toxics);
    this.#adjust();
  }

  /** The attributes of a toxic were changed. */
  change(laid: LaidToxic): void {
    this.#chain.change(laid);
    this.#adjust();
  }

  /** Looks again at what lies on the link. */
  refresh(): void {
    if (this.#isDead && !this.#isHeld()) this.#bury();
    this.#pump();
  }

  /** Delivers nothing any more; once the link no longer holds it, what comes is read and thrown away. */
  die(): void {
    this.#isDead = true;
    this.refresh();
  }

  /** Has nothing to do with its sockets any more. */
  stop(): void {
    this.#isStopped = true;
    this.#isDirect = false;
    this.#chain.stop();
    this.#empty();
  }

  /** The source was torn down. What it had sent goes first. */
  tear(): void {
    // What was read from it and not taken yet would be lost with the socket.
    while (!this.#turn.isBusy) {
      const bytes: Buffer | null = this.#source.read();
      if (bytes === null) break;
      this.#receive(bytes);
    }
    this.#sourceEnds("rst");
  }

  /** Sends bytes on to the sink, behind all that waits. */
  send(bytes: Buffer): void {
    if (this.#isStopped || this.#isDead || this.#isCut || this.#outlet.isEnded) return;
    speak(this.#talk, this.#direction);
    if (this.#options.isWatched() && !this.#options.leaves(bytes)) return;
    if (!this.#isClear()) this.#enter({ bytes });
    else if (!this.#outlet.write(bytes)) this.#source.pause();
  }

  /** Sends the last bytes that this flow will ever send; `then` is called when they are out. */
  sendLast(bytes: Buffer, then: () => void): void {
    this.#isCut = true;
    this.#enter({ bytes, then });
  }

  #isHeld(): boolean {
    return this.#options.conditions.holds > 0;
  }

  #isClear(): boolean {
    return this.#outlet.isEmpty && this.#chain.isEmpty && !this.#isHeld();
  }

  #take(bytes: Buffer): void {
    if (!this.#isDirect) {
      this.#receive(bytes);
      return;
    }
    if (this.#talk.last !== this.#direction) speak(this.#talk, this.#direction);
    if (!this.#outlet.write(bytes)) this.#source.pause();
  }

  #receive(bytes: Buffer): void {
    if (this.#isStopped || this.#isDead) return;
    if (this.#options.isWatched() && !this.#options.arrives(bytes)) return;
    if (!this.#tap) {
      this.send(bytes);
      return;
    }
    // A tap may keep the bytes for itself, so who spoke is noted here for the way up.
    if (this.#direction === "up") speak(this.#talk, "up");
    const { take } = this.#tap;
    this.#turn.give(() => take(bytes));
  }

  #tapEnds(): void {
    const end = this.#endBehindTap;
    this.#endBehindTap = undefined;
    if (end) this.#passEnd(end);
    this.#adjust();
  }

  #sourceEnds(end: End): void {
    if (this.#isStopped) return;
    this.#isSourceEnded = true;
    if (this.#isDead && !this.#isHeld()) this.#options.endsDead();
    else if (this.#turn.isBusy) this.#endBehindTap = end;
    else this.#passEnd(end);
  }

  /** Lets the tap say its last, if the source ended in order. */
  #passEnd(end: End): void {
    const ends = end === "fin" && !this.#isStopped && !this.#isDead ? this.#tap?.end : undefined;
    if (ends) this.#turn.give(ends, () => this.#sendEnd(end));
    else this.#sendEnd(end);
  }

  #sendEnd(end: End): void {
    if (this.#isStopped || this.#isCut) return;
    if (this.#isClear()) this.#outlet.end(end);
    else this.#enter({ end });
  }

  #enter(piece: Piece): void {
    this.#chain.take(piece);
    if (this.#weight > LIMIT) this.#source.pause();
  }

  /** Sends what has come through the toxics. */
  #leave(piece: Piece): void {
    if (!this.#isStopped) this.#outlet.send(piece);
  }

  get #weight(): number {
    return this.#outlet.weight + this.#chain.weight;
  }

  #drained(): void {
    if (this.#isDirect) this.#source.resume();
    else this.#pump();
  }

  /** Sends what was kept and can be sent now. */
  #pump(): void {
    if (this.#isStopped) return;
    const wasFull = this.#outlet.weight > LIMIT;
    this.#outlet.pump();
    if (wasFull) this.#chain.run();
    this.#adjust();
  }

  /** Reads the source or stops reading it, and takes the short way when nothing is asked. */
  #adjust(): void {
    if (this.#isStopped) return;
    const isHeld = this.#isHeld();
    this.#isDirect = this.#isOpen && !this.#isDead && !this.#tap && this.#isClear() && !this.#options.isWatched();
    const isWanted = this.#isDead ? !isHeld : this.#isOpen && !isHeld && !this.#turn.isBusy && this.#hasRoom();
    if (isWanted) this.#source.resume();
    else this.#source.pause();
  }

  /** Toxics get what comes whether the sink reads or not: they may want to end the connection. */
  #hasRoom(): boolean {
    return (!this.#chain.isEmpty || !this.#outlet.isChoked) && this.#weight <= LIMIT;
  }

  #bury(): void {
    this.#empty();
    if (this.#isSourceEnded) this.#options.endsDead();
  }

  #empty(): void {
    this.#chain.empty();
    this.#outlet.empty();
  }
}
