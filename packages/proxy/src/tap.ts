import type { Connection } from "@chaos-packs/contract/kind";

/** One proxied connection as a tap holds it. */
export interface TapConnection extends Connection {
  /** Counted from 1 on its link. */
  readonly id: number;
  /** Sends bytes on to the server, in order with what was sent before. Nothing happens once it is closed. */
  sendUp(bytes: Buffer): void;
  /** Sends bytes on to the client, likewise. */
  sendDown(bytes: Buffer): void;
  /** What goes wrong between two calls of the tap: as if it had thrown this. */
  fail(error: unknown): void;
}

/** Looks at the bytes of one connection. What it does not send on is not sent. */
export interface Tap {
  /**
   * Bytes from the client, in order. While the promise is pending no more come (and an end waits behind it). Return
   * nothing when it was done synchronously: that is the fast path. A tap that throws or rejects has its connection
   * reset, and closing the link throws TAP_FAILED.
   */
  up(bytes: Buffer): Promise<void> | undefined;
  /** Bytes from the server, likewise. */
  down(bytes: Buffer): Promise<void> | undefined;
  /**
   * The client has ended in order (FIN), after all that it said. What is sent here still goes before the end, which waits
   * while the promise is pending. Not called when it was torn down.
   */
  upEnd?(): Promise<void> | undefined;
  /** The server has ended in order, likewise. */
  downEnd?(): Promise<void> | undefined;
  /** Whether something is under way (for failures `at: "idle"`). Absent: whether the client spoke last. */
  isBusy?(): boolean;
  /** Whether the handshake is over (for failures `at: "mid-reply"`). Absent: the first answer is the handshake. */
  isEstablished?(): boolean;
  /** The connection is gone, whatever the reason. */
  closed?(): void;
}

/** Makes the tap of a new connection; called once its dial is let through to the server. */
export type TapFactory = (connection: TapConnection) => Tap;
