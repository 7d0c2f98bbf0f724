import type { ConnectionFailure } from "../connection-failure.ts";
import { onLinksArgs } from "../fault-args.ts";
import { defineFaultType, type FaultType } from "../fault-type.ts";
import { checkDelay } from "../longest-delay.ts";
import { integer, number, object, oneOf, type Schema } from "../schema.ts";
import type { Toxic } from "../toxic.ts";
import { type OnLinks, onLinks, onStruckLink } from "./on-links.ts";

/** Which way a toxic acts, and on which share of the connections. */
interface Flow {
  readonly direction?: "up" | "down";
  readonly toxicity?: number;
}

type Properties = Readonly<Record<string, Schema>>;

const flow = { direction: oneOf("up", "down"), toxicity: number() } as const;

/** A fault that lays a toxic on links: the schemas of its own arguments, and the toxic that they mean. */
function toxicFault<A>(
  name: string,
  { required = {}, optional = {} }: { readonly required?: Properties; readonly optional?: Properties },
  toxicOf: (args: A) => Toxic,
): FaultType<[args: A & Flow & OnLinks]> {
  const args = object({ ...onLinksArgs, ...required }, { ...flow, ...optional }) as Schema<Flow & Required<OnLinks>>;
  return defineFaultType({
    name,
    args,
    defaults: onStruckLink,
    uses: ["links"],
    make({ link, of, fate, direction, toxicity, ...how }) {
      for (const [each, value] of Object.entries(how)) if (/[mM]s$/.test(each)) checkDelay(`${each} of ${name}`, value);
      const options = { ...(direction && { direction }), ...(toxicity !== undefined && { toxicity }) };
      return onLinks({ link, of, fate }, (each) => each.toxic(toxicOf(how as A), options));
    },
  }) as FaultType<[args: A & Flow & OnLinks]>;
}

/** The faults that are toxics; `faultsOn` says what each does. */
export const toxicFaults = {
  latency: toxicFault<{ readonly ms: number; readonly jitterMs?: number }>(
    "latency",
    { required: { ms: number() }, optional: { jitterMs: number() } },
    ({ ms, jitterMs = 0 }) => ({ type: "latency", latency: ms, jitter: jitterMs }),
  ),
  bandwidth: toxicFault<{ readonly bytesPerSecond: number }>(
    "bandwidth",
    { required: { bytesPerSecond: number() } },
    ({ bytesPerSecond }) => ({ type: "bandwidth", rate: bytesPerSecond / 1000 }),
  ),
  slowClose: toxicFault<{ readonly ms: number }>("slow close", { required: { ms: number() } }, ({ ms }) => ({
    type: "slow_close",
    delay: ms,
  })),
  timeout: toxicFault<{ readonly ms: number }>("timeout", { required: { ms: number() } }, ({ ms }) => ({
    type: "timeout",
    timeout: ms,
  })),
  slicer: toxicFault<{ readonly bytes: number; readonly variation?: number; readonly pauseMs?: number }>(
    "slicer",
    { required: { bytes: integer() }, optional: { variation: number(), pauseMs: number() } },
    ({ bytes, variation = 0, pauseMs = 0 }) => ({
      type: "slicer",
      average_size: bytes,
      size_variation: variation,
      delay: pauseMs * 1000,
    }),
  ),
  limitData: toxicFault<{ readonly bytes: number }>("limit data", { required: { bytes: integer() } }, ({ bytes }) => ({
    type: "limit_data",
    bytes,
  })),
  resetPeer: toxicFault<{ readonly ms?: number }>("reset peer", { optional: { ms: number() } }, ({ ms = 0 }) => ({
    type: "reset_peer",
    timeout: ms,
  })),
  corrupt: toxicFault<{ readonly rate: number }>("corrupt", { required: { rate: number() } }, ({ rate }) => ({
    type: "corrupt",
    rate,
  })),
  slowConnect: toxicFault<{ readonly ms: number }>("slow connect", { required: { ms: number() } }, ({ ms }) => ({
    type: "slow_connect",
    delay: ms,
  })),
  loseConnections: toxicFault<{ readonly rate: number; readonly how?: Exclude<ConnectionFailure["how"], "refuse"> }>(
    "lose connections",
    {
      required: { rate: number() },
      optional: { how: oneOf("fin", "rst", "silence", "swallow", "server-gone", "client-gone") },
    },
    (how) => ({ type: "lose_connections", ...how }),
  ),
} as const;
