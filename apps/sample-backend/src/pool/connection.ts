import type net from "node:net";
import type pg from "pg";

/** Who has a connection, and since when nothing has been asked on it. */
export interface Checkout {
  /** Its stack tells where it was checked out; made into text only when somebody reads it. */
  readonly place: Error;
  /** Runs out when no statement has been under way for too long. */
  leakTimer: Disposable | undefined;
}

/** One session with the server. Times are ms of a clock that only goes forward. */
export interface Connection {
  readonly client: pg.Client;
  readonly socket: net.Socket;
  /** Why it cannot be used any more. */
  lost: Error | undefined;
  /** When the server last answered on it. */
  provenAt: number;
  idleSince: number;
  checkout: Checkout | undefined;
}
