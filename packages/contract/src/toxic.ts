import type { ConnectionFailure } from "./connection-failure.ts";
import type { Laid } from "./laid.ts";

/**
 * A toxic as data, with the names and units of Toxiproxy (https://github.com/Shopify/toxiproxy#toxics): ms, KB/s (of
 * 1,000 bytes), bytes. What a number left out means is said at each; the rest must be given.
 */
export type Toxic =
  /** Does nothing. */
  | { readonly type: "noop" }
  /** `latency` ms more on the way, up to `jitter` ms (default 0) more or less. */
  | { readonly type: "latency"; readonly latency: number; readonly jitter?: number }
  /** No more than `rate` KB a second; 0 lets nothing through. */
  | { readonly type: "bandwidth"; readonly rate: number }
  /** Each end comes `delay` ms late. */
  | { readonly type: "slow_close"; readonly delay: number }
  /** Holds everything, and closes the connection after `timeout` ms; 0: never. Removed before, what it held is delivered. */
  | { readonly type: "timeout"; readonly timeout: number }
  /** Cuts bytes into slices of `average_size`, up to `size_variation` (default 0) more or less, `delay` µs (default 0) apart. */
  | {
      readonly type: "slicer";
      readonly average_size: number;
      readonly size_variation?: number;
      readonly delay?: number;
    }
  /** Closes the connection when `bytes` have come through. */
  | { readonly type: "limit_data"; readonly bytes: number }
  /** Resets the connection `timeout` ms after bytes have come, which are not delivered. */
  | { readonly type: "reset_peer"; readonly timeout: number }
  // From here on Toxiproxy knows nothing of them.
  /** Changes a share of the bytes, `rate` from 0 to 1: exactly every (1/rate)th from an offset that the seed gives. */
  | { readonly type: "corrupt"; readonly rate: number }
  /** The server is dialled `delay` ms late. */
  | { readonly type: "slow_connect"; readonly delay: number }
  /** Holds bytes, ends and dials, and delivers them when removed; without a direction both ways. */
  | { readonly type: "partition" }
  /** Delivers nothing, ever: connections are accepted and never answered; without a direction both ways. */
  | { readonly type: "blackhole" }
  /** Nobody listens. */
  | { readonly type: "refuse" }
  /** Loses a share of the new connections, `rate` above 0 and at most 1: exactly every (1/rate)th, reset unless `how` says otherwise. */
  | {
      readonly type: "lose_connections";
      readonly rate: number;
      readonly how?: Exclude<ConnectionFailure["how"], "refuse">;
    }
  /** Connections fail as `ConnectionFailure` says. */
  | ({ readonly type: "fail_connections" } & ConnectionFailure);

/** Where a toxic acts, and on which connections. */
export interface ToxicOptions {
  /** `down`, from the dependency to the replica, when left out: so does Toxiproxy. */
  readonly direction?: "up" | "down";
  /** The share of connections that it acts on, from 0 to 1 (default), drawn once for each connection from the seed. */
  readonly toxicity?: number;
  /** Only the connection with this id. */
  readonly connection?: number;
}

/** What can be changed of a toxic in flight; attributes that are not named stay as they are. */
export interface ToxicChange {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly toxicity?: number;
}

/** A toxic that lies on a link. Disposing it removes it; no byte is lost, repeated or reordered by that or by a change. */
export interface LiveToxic extends Laid {
  /** As it is now, with all its attributes. */
  readonly toxic: Toxic;
  readonly toxicity: number;
  /** Changes it, all or nothing. Throws TOXIC_NOT_POSSIBLE. */
  update(change: ToxicChange): void;
}
