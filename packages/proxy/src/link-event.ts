import type { ConnectionFailure, Toxic } from "@chaos-packs/contract/kind";

/** A connection that is open, as its link sees it. */
export interface LiveConnection {
  /** Counted from 1 on its link. */
  readonly id: number;
  /** Where the client dials from. */
  readonly client: { readonly host: string; readonly port: number };
  /** What the client has said and the link has read. */
  readonly bytesUp: number;
  /** What the server has said and the link has read. */
  readonly bytesDown: number;
  /** What of it was sent on to the server, and to the client. */
  readonly sentUp: number;
  readonly sentDown: number;
}

/** What happens on a link. */
export type LinkEvent = { readonly connection: LiveConnection } & (
  | {
      /** It reached the link; a fault turned it away; the server took it; both sides of it are closed. */
      readonly phase: "dialled" | "refused" | "opened" | "closed";
    }
  /** A toxic did something to it for the first time, or a failure struck it. */
  | {
      readonly phase: "fired";
      readonly fault: Toxic | ConnectionFailure;
      /** The number of the toxic; absent when it was a failure, or a toxic on the whole link. */
      readonly toxic?: number;
    }
);
