import net from "node:net";
import type { ConnectionFailure, Toxic } from "@chaos-packs/contract/kind";
import { after } from "../clock.ts";
import type { LaidFailures } from "../failures/laid-failures.ts";
import type { LiveConnection } from "../link-event.ts";
import type { Tap, TapConnection, TapFactory } from "../tap.ts";
import { actsOn, type LaidToxic, toxicOf } from "../toxics/laid-toxic.ts";
import type { End } from "../toxics/piece.ts";
import type { LinkConditions } from "./conditions.ts";
import { Dialler } from "./dialler.ts";
import { Flow } from "./flow.ts";
import { hangUp, reset } from "./sockets.ts";
import { silence } from "./talk.ts";

/**
 * ms between the first half of an answer and the RST that cuts it. libuv reports bytes and an RST that it finds together
 * as an end of file (uv__stream_io, on POLLHUP after a partial read), and nothing tells when the client has read.
 */
const READ_MS = 20;

/** What a connection knows of its link. */
export interface ConnectionContext {
  readonly upstream: { readonly host: string; readonly port: number };
  readonly tap: TapFactory | undefined;
  readonly seed: number;
  readonly conditions: LinkConditions;
  readonly failures: LaidFailures;
  /** A toxic does something to a connection for the first time, or a failure strikes it. */
  fires(fault: Toxic | ConnectionFailure, connection: ProxiedConnection, toxic?: number): void;
  /** The server has taken it. */
  opens(connection: ProxiedConnection): void;
  tapFails(error: unknown): void;
  /** Both sockets are closed. */
  closes(connection: ProxiedConnection): void;
}

/** A client, the way to the server, and the two flows between them. */
export class ProxiedConnection implements TapConnection {
  readonly id: number;
  /** Where the client dials from, once somebody has asked: asking costs a system call. */
  #from: LiveConnection["client"] | undefined;
  readonly #context: ConnectionContext;
  readonly #client: net.Socket;
  readonly #upstream = new net.Socket({ allowHalfOpen: true });
  readonly #up: Flow;
  readonly #down: Flow;
  readonly #talk = silence();
  #tap: Tap | undefined;
  readonly #dialler: Dialler;
  /** Ended by us: its flows are stopped. */
  #isEnding = false;
  /** Not even a FIN is answered. */
  #isSwallowing = false;
  /** One side is gone, and the other does not know. */
  #isHalf = false;
  #cancelReset: (() => void) | undefined;
  #openSockets = 2;

  constructor(id: number, client: net.Socket, context: ConnectionContext) {
    this.id = id;
    this.#client = client;
    this.#context = context;
    const fires = (laid: LaidToxic): void => context.fires(toxicOf(laid), this, laid.number);
    const { up, down } = context.conditions;
    this.#dialler = new Dialler({
      toxics: () => this.#toxics(),
      isHeld: () => up.holds + down.holds > 0,
      fires,
      dial: () => this.#dial(),
    });
    const isWatched = (): boolean => context.failures.isWatchingBytes;
    // Both are written out, because copying objects costs as much as the rest of a connection.
    this.#up = new Flow({
      direction: "up",
      source: client,
      sink: this.#upstream,
      conditions: up,
      seeds: [context.seed, id, 1],
      talk: this.#talk,
      isWatched,
      arrives: () => this.#talk.questions > 0 || !this.#isStruckAtFirst(),
      leaves: () => true,
      ends: this.#ends,
      fires,
      endsDead: this.#clientLeavesDead,
      tapFails: this.#tapFails,
    });
    this.#down = new Flow({
      direction: "down",
      source: this.#upstream,
      sink: client,
      conditions: down,
      seeds: [context.seed, id, 2],
      talk: this.#talk,
      isWatched,
      arrives: () => true,
      leaves: this.#answerLeaves,
      ends: this.#ends,
      fires,
      endsDead: this.#serverLeavesDead,
      tapFails: this.#tapFails,
    });
    this.#follow(client, this.#up);
    this.#follow(this.#upstream, this.#down);
  }

  /** Whether its dial still waits for the link to let it through. */
  get isWaiting(): boolean {
    return !this.#dialler.isAdmitted && !this.#isEnding && !this.#up.isDead;
  }

  /** As others see it. */
  get live(): LiveConnection {
    const { bytesRead: bytesUp, bytesWritten: sentDown } = this.#client;
    const { bytesRead: bytesDown, bytesWritten: sentUp } = this.#upstream;
    this.#from ??= { host: this.#client.remoteAddress ?? "", port: this.#client.remotePort ?? 0 };
    return { id: this.id, client: this.#from, bytesUp, bytesDown, sentUp, sentDown };
  }

  get isBusy(): boolean {
    if ((!this.#dialler.isDialled && !this.#up.isDead) || this.#up.isBusy || this.#down.isBusy) return true;
    return this.#tap?.isBusy?.() ?? this.#talk.last === "up";
  }

  /** Dials the server, when its time has come, and lets bytes through. */
  admit(): void {
    this.#dialler.admit();
  }

  /** Looks again at what lies on the link. */
  refresh(): void {
    this.#dialler.look();
    this.#up.refresh();
    this.#down.refresh();
  }

  /** Looks again which toxics act on it. */
  suffer(): void {
    if (this.#isEnding) return;
    if (this.#dialler.isDialled) this.#sufferFlows();
    else this.#dialler.look();
  }

  /** The attributes of a toxic were changed. */
  change(laid: LaidToxic): void {
    this.#up.change(laid);
    this.#down.change(laid);
  }

  sendUp(bytes: Buffer): void {
    this.#up.send(bytes);
  }

  sendDown(bytes: Buffer): void {
    this.#down.send(bytes);
  }

  reset(): void {
    this.#stop();
    reset(this.#client);
    reset(this.#upstream);
  }

  close(): void {
    this.#stop();
    hangUp(this.#client);
    hangUp(this.#upstream);
  }

  fail(error: unknown): void {
    this.#tapFails(error);
  }

  /** Delivers nothing any more in these directions, and says nothing about it. */
  die(direction: "up" | "down" | "both"): void {
    // A dial needs both ways, so one that was caught waiting has neither.
    const isBoth = direction === "both" || !this.#dialler.isDialled;
    if (isBoth || direction === "up") this.#up.die();
    if (isBoth || direction === "down") this.#down.die();
    if (!this.#dialler.isDialled) this.#dialler.stop();
  }

  /** Fails as told, at once. */
  failAs(failure: ConnectionFailure): void {
    this.#context.fires(failure, this);
    this.#fail(failure.how);
  }

  /** Answers a FIN that was swallowed, and those to come; tells the side that is left that the other has gone. */
  stopFailing(): void {
    if (!this.#isSwallowing) return;
    this.#isSwallowing = false;
    if (this.#isHalf) this.reset();
    else if (this.#up.isSourceEnded) this.#leave();
  }

  #fail(how: ConnectionFailure["how"]): void {
    if (how === "rst") this.reset();
    else if (how === "fin") this.close();
    else {
      this.#isSwallowing ||= how !== "silence";
      this.die("both");
      if (how === "server-gone") this.#loseSide(this.#upstream);
      else if (how === "client-gone") this.#loseSide(this.#client);
    }
  }

  #loseSide(side: net.Socket): void {
    this.#isHalf = true;
    // Without a server there is nobody left who could be kept from knowing.
    if (side === this.#client && this.#upstream.pending) this.reset();
    else reset(side);
  }

  readonly #ends = (end: End): void => {
    if (end === "rst" || end === "reset") this.reset();
    else if (end === "close") this.close();
  };

  readonly #tapFails = (error: unknown): void => {
    this.#context.tapFails(error);
    this.reset();
  };

  readonly #clientLeavesDead = (): void => {
    if (this.#isHalf && this.#isSwallowing && !this.#upstream.destroyed) return;
    if (!this.#isSwallowing || this.#client.destroyed) this.#leave();
  };

  readonly #serverLeavesDead = (): void => {
    if (this.#up.isSourceEnded && !this.#isSwallowing) this.#leave();
    else if (!this.#isHalf || !this.#isSwallowing) this.#upstream.end();
  };

  #leave(): void {
    this.#stop();
    this.#client.destroy();
    reset(this.#upstream);
  }

  #sufferFlows(): void {
    const toxics = this.#toxics();
    this.#up.suffer(toxics.filter(({ direction }) => direction !== "down"));
    this.#down.suffer(toxics.filter(({ direction }) => direction !== "up"));
  }

  #toxics(): readonly LaidToxic[] {
    const { conditions, seed } = this.#context;
    return [...conditions.toxics].filter((laid) => actsOn(laid, this.id, seed));
  }

  #dial(): void {
    this.#sufferFlows();
    this.#upstream.setNoDelay(true);
    this.#upstream.connect(this.#context.upstream);
    this.#upstream.once("connect", () => this.#context.opens(this));
    const tap = this.#context.tap?.(this);
    this.#tap = tap;
    this.#up.open(tap && { take: (bytes) => tap.up(bytes), end: tap.upEnd && (() => tap.upEnd?.()) });
    this.#down.open(tap && { take: (bytes) => tap.down(bytes), end: tap.downEnd && (() => tap.downEnd?.()) });
  }

  #stop(): void {
    this.#isEnding = true;
    this.#cancelReset?.();
    this.#dialler.stop();
    this.#up.stop();
    this.#down.stop();
  }

  #isStruckAtFirst(): boolean {
    const failure = this.#context.failures.strike(this, "first-bytes");
    if (failure) this.failAs(failure);
    return failure !== undefined;
  }

  readonly #answerLeaves = (bytes: Buffer): boolean => {
    const { failures } = this.#context;
    const isEstablished = this.#tap?.isEstablished?.() ?? this.#talk.answers > 1;
    const failure = failures.strike(this, isEstablished ? "mid-reply" : "mid-handshake");
    // Half of what the server says goes through, then it fails.
    const strike = failure ? { failure, through: bytes.length >> 1 } : failures.strikeWithin(this, bytes.length);
    if (!strike) return true;
    const { how } = strike.failure;
    this.#down.sendLast(bytes.subarray(0, strike.through), () => {
      this.#context.fires(strike.failure, this);
      if (how === "rst" && !this.#isEnding) this.#cancelReset = after(READ_MS, () => this.reset());
      else this.#fail(how);
    });
    return false;
  };

  #follow(socket: net.Socket, flow: Flow): void {
    // A socket that fails is closed right after, and that is what counts.
    socket.on("error", () => {});
    socket.on("close", () => {
      if (!flow.isSourceEnded || socket.errored) flow.tear();
      if (--this.#openSockets > 0) return;
      this.#stop();
      this.#tap?.closed?.();
      this.#context.closes(this);
    });
  }
}
