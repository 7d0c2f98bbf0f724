import { BACKEND, isBackendFrame } from "../wire/frame-types.ts";
import { isFatalError } from "../wire/read-error.ts";
import { readString } from "../wire/read-string.ts";
import type { Conversation } from "./conversation.ts";
import { FrameBuffer } from "./frame-buffer.ts";
import { isNotified, Notifications, type Notified } from "./notifications.ts";
import { forgetParses, readAnswer, ruledError } from "./read-answer.ts";
import { sendTogether } from "./send-together.ts";
import type { WireExchange } from "./wire-exchange.ts";

const COPY_STARTS = new Set<number>([BACKEND.copyIn, BACKEND.copyOut, BACKEND.copyBoth]);
const ANSWERS_TO_PARSE = new Set<number>([BACKEND.parseComplete, BACKEND.closeComplete, BACKEND.error]);
/** What the server may send also between two answers. */
const UNASKED = new Set<number>([BACKEND.notification, BACKEND.notice, BACKEND.parameterStatus]);
const GARBAGE = "a connection on which a server sent what is not Postgres's protocol 3";
/** Header, process and at least some of the key. */
const KEY_DATA = 10;
const STATUSES = { I: "I", T: "T", E: "E" } as const;

/** What the server answers: streamed, but for the answers to exchanges that a pattern wants, which are kept until they are whole. */
export class ServerSide {
  readonly #talk: Conversation;
  readonly #input = new FrameBuffer();
  readonly #notifications: Notifications;
  #held: (Buffer | Notified)[] = [];
  #heldLength = 0;
  /** Some of what is held are notifications. */
  #isNotified = false;
  /** Something of the answer to the first that is outstanding has come. */
  #isInside = false;
  #isWaiting = false;
  /** How much of a frame that nobody looks into is still to pass. */
  #passing = 0;

  constructor(talk: Conversation) {
    this.#talk = talk;
    this.#notifications = new Notifications(talk);
    talk.whenBlind(() => this.#isWaiting || this.#letGo());
  }

  take(bytes: Buffer): Promise<void> | undefined {
    if (this.#talk.isBlind) {
      this.#talk.connection.sendDown(bytes);
      return undefined;
    }
    return this.#input.push(bytes) ? this.#walk() : undefined;
  }

  /** Nothing more comes: what was kept of an answer that is not whole goes on as it is. */
  end(): undefined {
    this.#letGo();
  }

  #walk(): Promise<void> | undefined {
    const { outstanding } = this.#talk;
    for (;;) {
      if (this.#talk.isBlind) return void this.#letGo();
      if (this.#talk.isTlsAsked) {
        if (!this.#input.has(1)) break;
        if (this.#input.type !== "N".charCodeAt(0)) this.#talk.goBlind("a connection encrypted with TLS or GSSAPI");
        else this.#input.skip(1);
        this.#talk.isTlsAsked = false;
        continue;
      }
      if (this.#passing > 0) {
        this.#passing = this.#input.skip(this.#passing);
        if (this.#passing > 0) break;
      }
      if (!this.#input.hasHeader()) break;
      const { type, length } = this.#input;
      if (!isBackendFrame(type, length)) {
        this.#talk.goBlind(GARBAGE);
        continue;
      }
      const exchange = outstanding[0];
      if (!UNASKED.has(type)) this.#isInside = exchange !== undefined;
      if (type !== BACKEND.ready && !this.#isLookedInto(type, length, exchange)) {
        this.#passing = length + 1;
        continue;
      }
      if (!this.#input.has(length + 1)) break;
      const waiting = this.#read(type, this.#input.peek(length + 1), exchange);
      if (waiting) return this.#wait(waiting);
    }
    this.#keepWalked(outstanding[0]);
    return undefined;
  }

  async #wait(waiting: Promise<void>): Promise<void> {
    this.#isWaiting = true;
    await waiting;
    this.#isWaiting = false;
    await this.#walk();
  }

  #isLookedInto(type: number, length: number, exchange: WireExchange | undefined): boolean {
    if (length >= this.#talk.longest) return false;
    if (type === BACKEND.parameterStatus) return true;
    if (type === BACKEND.notification) return this.#notifications.areWanted;
    if (!exchange) return false;
    if (type === BACKEND.keyData) return !this.#talk.isEstablished;
    if (COPY_STARTS.has(type) || exchange.isDecoded) return true;
    return exchange.parses.length > 0 && ANSWERS_TO_PARSE.has(type);
  }

  #isHolding(exchange: WireExchange | undefined): boolean {
    if (!exchange?.isSynced || exchange.isStreaming || exchange.isLeaked) return false;
    return exchange.cut === "unanswered" || (this.#talk.options.asks.after && exchange.isWanted);
  }

  /** Reads a whole frame, which the walk has not gone over yet. */
  #read(type: number, frame: Buffer, exchange: WireExchange | undefined): Promise<void> | undefined {
    if (type === BACKEND.notification) return this.#notify(frame, exchange);
    const error = type === BACKEND.error && exchange ? ruledError(exchange) : undefined;
    const isAfterCopy = type === BACKEND.commandComplete && exchange?.isStreaming;
    if (error || isAfterCopy) this.#keepWalked(exchange);
    if (isAfterCopy) exchange.isStreaming = false;
    if (type === BACKEND.keyData && frame.length >= KEY_DATA) this.#talk.backend = frame.readInt32BE(5);
    else if (type === BACKEND.parameterStatus) this.#readParameter(frame);
    else if (exchange) this.#readAnswer(type, frame, exchange);
    this.#input.skip(frame.length);
    if (error) {
      this.#input.take();
      this.#hold(error.frame);
    }
    if (exchange && COPY_STARTS.has(type)) this.#startCopy(type, exchange);
    if (type === BACKEND.ready) return this.#ready(frame, exchange);
    // The server ends the connection after it, and no ReadyForQuery comes.
    return type === BACKEND.error && exchange && isFatalError(frame) ? this.#finish(exchange) : undefined;
  }

  /** One that comes while an answer does stays in its place, and is asked about when the answer is whole. */
  #notify(frame: Buffer, exchange: WireExchange | undefined): Promise<void> | undefined {
    let notified: Notified | undefined;
    try {
      notified = this.#notifications.read(frame);
    } catch {
      this.#talk.goBlind(GARBAGE);
      return undefined;
    }
    if (notified && this.#isInside) this.#keepWalked(exchange);
    else if (notified) this.#sendWalked();
    this.#input.skip(frame.length);
    if (!notified) return undefined;
    this.#input.take();
    if (!this.#isInside) return this.#notifications.pass([notified]);
    this.#hold(notified);
    this.#isNotified = true;
    return undefined;
  }

  #readParameter(frame: Buffer): void {
    const [name, next] = readString(frame, 5);
    if (name === "standard_conforming_strings") this.#talk.isStandard = readString(frame, next)[0] !== "off";
  }

  #readAnswer(type: number, frame: Buffer, exchange: WireExchange): void {
    try {
      readAnswer(this.#talk, exchange, type, frame);
    } catch {
      // Its inner lengths are false; what was held goes on as it came.
      this.#talk.goBlind(GARBAGE);
    }
  }

  #startCopy(type: number, exchange: WireExchange): void {
    exchange.isStreaming = true;
    this.#sendWalked();
    // A server in COPY overlooks Sync: https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-COPY
    if (type !== BACKEND.copyIn || !exchange.isExtended || !exchange.isSynced) return;
    exchange.isSynced = false;
    this.#talk.reopened = exchange;
  }

  #ready(frame: Buffer, exchange: WireExchange | undefined): Promise<void> | undefined {
    const talk = this.#talk;
    talk.status = STATUSES[readString(frame.subarray(0, 6), 5)[0] as keyof typeof STATUSES] ?? "I";
    return exchange && this.#finish(exchange);
  }

  /** The answer is whole. */
  #finish(exchange: WireExchange): Promise<void> | undefined {
    const talk = this.#talk;
    this.#isInside = false;
    const finish = (): Promise<void> | undefined => {
      talk.outstanding.shift();
      if (exchange.failed !== undefined) forgetParses(talk, exchange);
      if (talk.status === "I" && !talk.isUnderWay) talk.transaction.close();
      if (exchange.cut === "unanswered") return void talk.connection.reset();
      const waiting = this.#sendAnswer();
      // Not before the last bytes of the handshake are sent: what strikes later answers must not strike them.
      talk.isEstablished = true;
      const isOver = exchange.error?.isFatal || exchange.cut === "answered";
      const end = (): void => (isOver ? talk.connection.close() : undefined);
      if (waiting) return waiting.then(end);
      return void end();
    };
    const fate = exchange.isLeaked ? undefined : talk.ask(exchange, exchange.answer(), "after");
    if (!fate) return finish();
    return fate.then((decided) => (decided === "drop" ? talk.connection.reset() : finish()));
  }

  #keepWalked(exchange: WireExchange | undefined): void {
    if (!this.#isHolding(exchange) && !this.#isNotified) return this.#sendWalked();
    const walked = this.#input.take();
    // What nobody will get need not be kept.
    if (exchange?.cut === "unanswered") return;
    this.#hold(walked);
    if (!exchange || this.#heldLength < this.#talk.longest) return;
    this.#talk.unseen(`an answer longer than ${this.#talk.longest} bytes, which could not be held`);
    exchange.isLeaked = true;
    this.#sendWalked();
  }

  #hold(piece: Buffer | Notified): void {
    this.#held.push(piece);
    this.#heldLength += bytesOf(piece).length;
  }

  /** What is held of an answer that is whole, and of the notifications that came with it. */
  #sendAnswer(): Promise<void> | undefined {
    if (!this.#isNotified) return void this.#sendWalked();
    return this.#notifications.pass([...this.#empty(), this.#input.take()]);
  }

  #sendWalked(): void {
    this.#send(this.#input.take());
  }

  #letGo(): void {
    this.#send(this.#input.takeAll());
  }

  #send(last: Buffer): void {
    sendTogether([...this.#empty().map(bytesOf), last], (bytes) => this.#talk.connection.sendDown(bytes));
  }

  #empty(): readonly (Buffer | Notified)[] {
    const held = this.#held;
    this.#held = [];
    this.#heldLength = 0;
    this.#isNotified = false;
    return held;
  }
}

const bytesOf = (piece: Buffer | Notified): Buffer => (isNotified(piece) ? piece.bytes : piece);
