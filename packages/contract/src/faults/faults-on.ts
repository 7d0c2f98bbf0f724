import type { ConnectionFailure } from "../connection-failure.ts";
import type { Fault } from "../fault.ts";
import type { Direction } from "../link.ts";
import type { LinkRef } from "../struck.ts";
import { blackhole } from "./blackhole.ts";
import { failConnections } from "./fail-connections.ts";
import type { OnLinks } from "./on-links.ts";
import { partition } from "./partition.ts";
import { refuse } from "./refuse.ts";
import { toxicFaults } from "./toxic-faults.ts";

/** Which way a toxic acts, `down` (answers) unless said otherwise, and on which share of the connections (default 1). */
export interface OnFlow {
  readonly direction?: "up" | "down";
  /** From 0 to 1, drawn once for each connection from the seed. */
  readonly toxicity?: number;
}

/** The faults of one link. */
export interface LinkFaults {
  /** `ms` more on the way, up to `jitterMs` more or less. Toxiproxy: latency. */
  latency(how: OnFlow & { readonly ms: number; readonly jitterMs?: number }): Fault;
  /** No more than so many bytes a second; 0 lets nothing through. Toxiproxy: bandwidth, in KB/s. */
  bandwidth(how: OnFlow & { readonly bytesPerSecond: number }): Fault;
  /** Ends come `ms` late. Toxiproxy: slow_close. */
  slowClose(how: OnFlow & { readonly ms: number }): Fault;
  /** All data is dropped, and after `ms` the connection is closed, busy or idle; 0: at the heal. Healing closes it, too. Toxiproxy: timeout. */
  timeout(how: OnFlow & { readonly ms: number }): Fault;
  /** Slices of so many `bytes`, up to `variation` more or less, `pauseMs` apart. Toxiproxy: slicer, whose delay is in µs. */
  slicer(how: OnFlow & { readonly bytes: number; readonly variation?: number; readonly pauseMs?: number }): Fault;
  /** The connection is closed when so many bytes have come through. Toxiproxy: limit_data. */
  limitData(how: OnFlow & { readonly bytes: number }): Fault;
  /** The connection is reset `ms` (default 0) after the first bytes, which are not delivered. Toxiproxy: reset_peer. */
  resetPeer(how?: OnFlow & { readonly ms?: number }): Fault;
  /** A share of the bytes is changed, `rate` from 0 to 1. */
  corrupt(how: OnFlow & { readonly rate: number }): Fault;
  /** The server is dialled `ms` late. */
  slowConnect(how: { readonly ms: number; readonly toxicity?: number }): Fault;
  /** A share of the new connections is lost, `rate` above 0 and at most 1: exactly every (1/rate)th is reset, or fails as `how` says. */
  loseConnections(how: { readonly rate: number; readonly how?: Exclude<ConnectionFailure["how"], "refuse"> }): Fault;
  /** Live connections lose one side, and the other is never told. */
  halfOpen(how: { readonly gone: "server" | "client" }): Fault;
  /** Connections fail in one of the ways they can. */
  failConnections(failure: ConnectionFailure): Fault;
  partition(how?: { readonly direction?: Direction }): Fault;
  blackhole(how?: { readonly direction?: Direction }): Fault;
  /** Live connections are reset, new ones refused. */
  refuse(): Fault;
}

/**
 * The faults of a link: `faultsOn("postgres").latency({ ms: 200, jitterMs: 50 })`, or in a pack, which knows no such name,
 * `faultsOn(jobs.linkOf("merge commits")).refuse()`. They strike the replica that was struck unless `of` says otherwise.
 */
export function faultsOn(ref: LinkRef | string, where: Omit<OnLinks, "link"> = {}): LinkFaults {
  const on: OnLinks = {
    ...where,
    link: typeof ref === "string" && ref !== "struck" ? { dependency: ref } : (ref as LinkRef),
  };
  return {
    latency: (how) => toxicFaults.latency({ ...on, ...how }),
    bandwidth: (how) => toxicFaults.bandwidth({ ...on, ...how }),
    slowClose: (how) => toxicFaults.slowClose({ ...on, ...how }),
    timeout: (how) => toxicFaults.timeout({ ...on, ...how }),
    slicer: (how) => toxicFaults.slicer({ ...on, ...how }),
    limitData: (how) => toxicFaults.limitData({ ...on, ...how }),
    resetPeer: (how = {}) => toxicFaults.resetPeer({ ...on, ...how }),
    corrupt: (how) => toxicFaults.corrupt({ ...on, ...how }),
    slowConnect: (how) => toxicFaults.slowConnect({ ...on, ...how }),
    loseConnections: (how) => toxicFaults.loseConnections({ ...on, ...how }),
    halfOpen: ({ gone }) => failConnections({ ...on, how: `${gone}-gone`, at: "now" }),
    failConnections: (failure) => failConnections({ ...on, ...failure }),
    partition: (how = {}) => partition({ ...on, ...how }),
    blackhole: (how = {}) => blackhole({ ...on, ...how }),
    refuse: () => refuse(on),
  };
}
