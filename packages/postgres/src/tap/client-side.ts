import { FRONTEND, isFrontendFrame } from "../wire/frame-types.ts";
import { readBind } from "../wire/read-bind.ts";
import { readString } from "../wire/read-string.ts";
import { applyRules } from "./apply-rules.ts";
import type { Conversation } from "./conversation.ts";
import { FrameBuffer } from "./frame-buffer.ts";
import { readStartup } from "./read-startup.ts";
import { refuseLogin } from "./refuse-login.ts";
import { sendTogether } from "./send-together.ts";
import type { KnownText } from "./statement-texts.ts";
import { WireExchange } from "./wire-exchange.ts";
import { WireStatement } from "./wire-statement.ts";

const GARBAGE = "a connection on which a client sent what is not Postgres's protocol 3";
const UNKNOWN = { sql: "", fingerprint: "", isCut: true } as const;
const COPIES = new Set<number>([FRONTEND.copyData, FRONTEND.copyDone, FRONTEND.copyFail]);
/** As much of a message as has the names in it. */
const HEAD = 4_096;

/** What the client sends: kept until a Sync, a Flush or a simple Query, then asked about, then sent on. */
export class ClientSide {
  readonly #talk: Conversation;
  readonly #input = new FrameBuffer();
  /** Frames of the exchange that is being collected, from chunks before this one. */
  #held: Buffer[] = [];
  #heldLength = 0;
  #current: WireExchange | undefined;
  #isStarted = false;
  /** How much of a COPY message is still to pass. */
  #passing = 0;

  constructor(talk: Conversation) {
    this.#talk = talk;
    talk.whenBlind(() => talk.isHeld || this.#letGo());
  }

  /** Whether something is collected and not sent. */
  get isCollecting(): boolean {
    return this.#current !== undefined;
  }

  take(bytes: Buffer): Promise<void> | undefined {
    if (this.#talk.isBlind) {
      this.#talk.connection.sendUp(bytes);
      return undefined;
    }
    return this.#input.push(bytes) ? this.#walk() : undefined;
  }

  /** Nothing more comes: what is no whole message goes on as it is. */
  end(): undefined {
    this.#letGo();
  }

  #walk(): Promise<void> | undefined {
    for (;;) {
      if (this.#talk.isBlind) return void this.#letGo();
      if (this.#passing > 0) {
        this.#passing = this.#input.skip(this.#passing);
        this.#sendWalked();
        if (this.#passing > 0) return undefined;
      }
      if (!this.#isStarted) {
        const step = readStartup(this.#input, this.#talk);
        if (step === "incomplete") return undefined;
        this.#isStarted = step === "started";
        continue;
      }
      if (!this.#input.hasHeader()) break;
      const { type, length } = this.#input;
      if (!isFrontendFrame(type, length)) {
        this.#talk.goBlind(GARBAGE);
        continue;
      }
      const isTooLong = length >= this.#talk.longest;
      if (COPIES.has(type) || isTooLong) {
        // What was collected before it goes first, as with a Flush.
        const waiting = this.#current && this.#collected > 0 ? this.#flush(this.#current) : undefined;
        if (waiting) return this.#wait(waiting);
        if (isTooLong && type !== FRONTEND.copyData) {
          if (!this.#input.has(HEAD)) break;
          this.#passUnseen(type, this.#input.peek(HEAD));
        }
        this.#passing = length + 1;
        continue;
      }
      if (!this.#input.has(length + 1)) break;
      const frame = this.#input.peek(length + 1);
      this.#input.skip(length + 1);
      const waiting = this.#read(type, frame);
      if (waiting) return this.#wait(waiting);
    }
    // The frames of an exchange stay until it is whole; those of several chunks are not joined.
    const walked = this.#input.take();
    if (walked.length > 0) this.#held.push(walked);
    this.#heldLength += walked.length;
    if (!this.#current || this.#heldLength < this.#talk.longest) return undefined;
    // A batch without end is held in parts.
    const waiting = this.#flush(this.#current);
    return waiting && this.#wait(waiting);
  }

  /** How many bytes have been collected and not sent. */
  get #collected(): number {
    return this.#heldLength + this.#input.walked;
  }

  #flush(exchange: WireExchange): Promise<void> | undefined {
    return this.#end(exchange, { isExtended: true, isEnd: false });
  }

  /** A message too long to be looked into is about to pass; only its place among the others is kept. */
  #passUnseen(type: number, head: Buffer): void {
    const talk = this.#talk;
    talk.unseen(`a message longer than ${talk.longest} bytes`);
    const exchange = this.#current ?? new WireExchange();
    const [name] = readString(head, 5);
    if (type === FRONTEND.bind) talk.portals.delete(name);
    if (type === FRONTEND.parse) {
      exchange.parses.push({ name, before: undefined });
      talk.prepared.delete(name);
    }
    const isEnd = type === FRONTEND.query || type === FRONTEND.functionCall;
    if (!exchange.isSent) talk.outstanding.push(exchange);
    exchange.isSent = true;
    exchange.isExtended = !isEnd;
    exchange.isSynced = isEnd;
    this.#current = isEnd ? undefined : exchange;
  }

  async #wait(waiting: Promise<void>): Promise<void> {
    this.#talk.isHeld = true;
    await waiting;
    this.#talk.isHeld = false;
    await this.#walk();
  }

  #read(type: number, frame: Buffer): Promise<void> | undefined {
    const exchange = this.#current ?? new WireExchange();
    switch (type) {
      case FRONTEND.parse:
        this.#parse(exchange, frame);
        break;
      case FRONTEND.bind:
        if (!this.#bind(frame)) return undefined;
        break;
      case FRONTEND.describe:
        this.#describe(exchange, frame);
        break;
      case FRONTEND.execute:
        this.#execute(exchange, frame);
        break;
      case FRONTEND.close:
        this.#close(exchange, frame);
        break;
      case FRONTEND.query:
        for (const { text, isWanted } of this.#textsOf(readString(frame, 5)[0])) {
          this.#add(exchange, new WireStatement(text, isWanted));
        }
        return this.#end(exchange, { isExtended: false, isEnd: true });
      case FRONTEND.functionCall:
        return this.#end(exchange, { isExtended: false, isEnd: true });
      case FRONTEND.sync:
        return this.#sync(exchange);
      case FRONTEND.flush:
        return this.#end(exchange, { isExtended: true, isEnd: false });
      case FRONTEND.password:
        if (this.#talk.isEstablished || !refuseLogin(this.#talk, "password")) this.#sendWalked();
        return undefined;
      default:
        // Terminate: nothing to wait for.
        this.#sendWalked();
        return undefined;
    }
    exchange.isExtended = true;
    this.#current = exchange;
    return undefined;
  }

  #parse(exchange: WireExchange, frame: Buffer): void {
    const { prepared } = this.#talk;
    const [name, afterName] = readString(frame, 5);
    const [sql, afterText] = readString(frame, afterName);
    const [known] = this.#textsOf(sql);
    if (!known) return;
    const count = afterText + 2 <= frame.length ? frame.readUInt16BE(afterText) : 0;
    const isWhole = afterText + 2 + 4 * count <= frame.length;
    const types = Array.from({ length: isWhole ? count : 0 }, (_, at) => frame.readUInt32BE(afterText + 2 + 4 * at));
    exchange.parses.push({ name, before: prepared.get(name) });
    prepared.set(name, { ...known, parameterTypes: types, columns: [] });
  }

  #bind(frame: Buffer): boolean {
    try {
      const bind = readBind(frame);
      this.#talk.portals.set(bind.portal, { bind, prepared: this.#talk.prepared.get(bind.statement) });
      return true;
    } catch {
      // Its inner lengths are false: what follows cannot be trusted either, and the server will say so.
      this.#talk.goBlind(GARBAGE);
      return false;
    }
  }

  #describe(exchange: WireExchange, frame: Buffer): void {
    const [name] = readString(frame, 6);
    const isPortal = frame[5] === "P".charCodeAt(0);
    exchange.addDescribed(isPortal ? this.#talk.portals.get(name)?.prepared : this.#talk.prepared.get(name));
  }

  /** The first Execute of a portal is its statement; those that follow go on with it, as from a cursor. */
  #execute(exchange: WireExchange, frame: Buffer): void {
    const portal = this.#talk.portals.get(readString(frame, 5)[0]);
    const { prepared, bind } = portal ?? {};
    const text = prepared?.text ?? UNKNOWN;
    const statement = portal?.statement ?? new WireStatement(text, prepared?.isWanted ?? false, prepared, bind);
    if (portal) portal.statement = statement;
    this.#add(exchange, statement);
    statement.end = this.#collected;
  }

  #close(exchange: WireExchange, frame: Buffer): void {
    const { prepared, portals } = this.#talk;
    const [name] = readString(frame, 6);
    if (frame[5] === "P".charCodeAt(0)) {
      exchange.parses.push({ name: undefined, before: undefined });
      portals.delete(name);
    } else {
      exchange.parses.push({ name, before: prepared.get(name) });
      prepared.delete(name);
    }
  }

  #textsOf(sql: string): readonly KnownText[] {
    return this.#talk.options.texts.read(sql, this.#talk.isStandard);
  }

  #add(exchange: WireExchange, statement: WireStatement): void {
    if (!statement.isStarted) this.#talk.cursors.take(statement);
    exchange.add(statement);
  }

  #sync(exchange: WireExchange): Promise<void> | undefined {
    const { reopened } = this.#talk;
    if (!reopened) {
      const waiting = this.#end(exchange, { isExtended: true, isEnd: true });
      // Outside a transaction, a portal ends with the Sync.
      if (!this.#talk.transaction.isOpen) this.#talk.portals.clear();
      return waiting;
    }
    this.#talk.reopened = undefined;
    this.#current = undefined;
    reopened.isSynced = true;
    this.#sendWalked();
    return undefined;
  }

  /** The exchange is whole, or the client flushes what there is of it. */
  #end(
    exchange: WireExchange,
    how: { readonly isExtended: boolean; readonly isEnd: boolean },
  ): Promise<void> | undefined {
    this.#current = how.isEnd ? undefined : exchange;
    const sent = exchange.statements.slice(exchange.sentStatements);
    exchange.sentStatements = exchange.statements.length;
    const fresh = sent.filter(({ isStarted }) => !isStarted);
    this.#talk.transaction.add(fresh, !exchange.isSent);
    exchange.isExtended = how.isExtended;
    const pieces = [...this.#held, this.#input.take()];
    this.#held = [];
    this.#heldLength = 0;
    const release = (): Promise<void> | undefined => {
      const replaced = applyRules(this.#talk, exchange, sent, { ...how, pieces });
      for (const statement of fresh) statement.isStarted = true;
      if (!(replaced instanceof Promise)) return void this.#send(exchange, replaced, how.isEnd);
      return replaced.then((pieces) => this.#send(exchange, pieces, how.isEnd));
    };
    const fate = this.#talk.ask(exchange, fresh, "before");
    if (!fate) return release();
    return fate.then((decided) => (decided === "drop" ? this.#talk.connection.reset() : release()));
  }

  #send(exchange: WireExchange, pieces: readonly Buffer[] | undefined, isEnd: boolean): void {
    if (!pieces) return this.#talk.connection.reset();
    if (!exchange.isSent) this.#talk.outstanding.push(exchange);
    exchange.isSent = true;
    exchange.isSynced = isEnd;
    sendTogether(pieces, (bytes) => this.#talk.connection.sendUp(bytes));
  }

  #sendWalked(): void {
    sendTogether([...this.#held, this.#input.take()], (bytes) => this.#talk.connection.sendUp(bytes));
    this.#held = [];
    this.#heldLength = 0;
  }

  #letGo(): void {
    sendTogether([...this.#held, this.#input.takeAll()], (bytes) => this.#talk.connection.sendUp(bytes));
    this.#held = [];
    this.#heldLength = 0;
  }
}
