import type { LiveSocket } from "../sockets/live-socket.ts";
import type { Message } from "./message.ts";

/** What one socket has of one channel. */
export interface Subscription {
  readonly socket: LiveSocket;
  /** What the client says that it has had; undefined: it begins with what comes now. */
  readonly after: number | undefined;
  /** Whether its client has been told that it stands. */
  isInForce: boolean;
  /** `wished`: not begun. `replaying`: it is given what it has missed. `following`: it is given what comes. */
  state: "wished" | "replaying" | "following";
  /** The last number that it has been given, or told that it will not get. */
  at: number;
  /** What it was given without a number, and will be told the number of. */
  readonly localIds: Set<string>;
}

/** One channel as this process follows it. */
export interface Feed {
  readonly channel: string;
  /** All messages up to this number have been handed out or declared missing; undefined until Redis has said where it begins. */
  last: number | undefined;
  /** The highest number that is known to be there. */
  known: number;
  /** Messages beyond a hole, by number. */
  readonly held: Map<number, Message>;
  /** What this process has published itself, by number, until it comes back. */
  readonly own: Map<number, Message>;
  /** What was handed out last in this epoch: ids by number. */
  readonly handedOut: Map<number, string>;
  isFilling: boolean;
  /** Where the channel was said to be, beyond `last`, at the heartbeat before. */
  lagging: number | undefined;
  /** Of which epoch `last` is; undefined while nothing was published. */
  epoch: string | undefined;
  /** The epoch before: what is still pushed of it is too late. */
  was: string | undefined;
  /** By id of the socket. */
  readonly subscriptions: Map<string, Subscription>;
}

/** A channel of which nothing has been handed out yet. */
export const newFeed = (channel: string, last?: number): Feed => ({
  channel,
  last,
  known: last ?? 0,
  held: new Map(),
  own: new Map(),
  handedOut: new Map(),
  isFilling: false,
  lagging: undefined,
  epoch: undefined,
  was: undefined,
  subscriptions: new Map(),
});

/** A subscription that has not begun. */
export const newSubscription = (socket: LiveSocket, after?: number): Subscription => ({
  socket,
  after,
  isInForce: false,
  state: "wished",
  at: 0,
  localIds: new Set(),
});
