import type { ConnectionFailure, Toxic } from "@chaos-packs/contract/kind";
import type { LiveConnection } from "../link-event.ts";
import type { Feed } from "./feed.ts";

/** One connection of a proxy, as it is shown: its id counts from 1 since the proxy was enabled. */
export interface ShownConnection extends Omit<LiveConnection, "client"> {
  /** Where the client dials from: `127.0.0.1:54321`. */
  readonly client: string;
}

/** What happens on proxies, as it is told to those who watch. `at` is in ms on a clock that begins with the program. */
export type ProxyEvent = { readonly proxy: string; readonly at: number; readonly connection: ShownConnection } & (
  | { readonly kind: "connection"; readonly phase: "dialled" | "refused" | "opened" | "closed" }
  /** A toxic did something to this connection for the first time. */
  | { readonly kind: "fault"; readonly toxic: string; readonly fault: Toxic | ConnectionFailure }
);

/** Where events go. */
export type ProxyEvents = Feed<ProxyEvent>;
