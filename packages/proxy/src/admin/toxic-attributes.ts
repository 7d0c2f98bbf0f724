import type { Toxic } from "@chaos-packs/contract/kind";

/** What stands in for an attribute that was left out: nothing when `undefined`. */
type Defaults<T extends Toxic["type"]> = {
  readonly [A in Exclude<keyof Extract<Toxic, { type: T }>, "type">]-?: number | string | undefined;
};

/**
 * The attributes of each type of toxic. Toxiproxy's own are 0 when they are left out, because Go has it so
 * (https://github.com/Shopify/toxiproxy/tree/main/toxics).
 */
const toxicAttributes = {
  noop: {},
  latency: { latency: 0, jitter: 0 },
  bandwidth: { rate: 0 },
  slow_close: { delay: 0 },
  timeout: { timeout: 0 },
  slicer: { average_size: 0, size_variation: 0, delay: 0 },
  limit_data: { bytes: 0 },
  reset_peer: { timeout: 0 },
  corrupt: { rate: undefined },
  slow_connect: { delay: undefined },
  partition: {},
  blackhole: {},
  refuse: {},
  lose_connections: { rate: undefined, how: "rst" },
  fail_connections: { how: undefined, at: undefined, times: undefined, rate: undefined, bytes: undefined },
} satisfies { readonly [T in Toxic["type"]]: Defaults<T> };

/** All types of toxics: Toxiproxy's, then ours. */
export const toxicTypes = Object.keys(toxicAttributes) as readonly Toxic["type"][];

/** Whether there is such a type of toxic. */
export const isToxicType = (type: string): type is Toxic["type"] => Object.hasOwn(toxicAttributes, type);

/** The attributes of a type, each with what stands in for it. */
export const attributesOf = (type: Toxic["type"]): Readonly<Record<string, number | string | undefined>> =>
  toxicAttributes[type];

/** Whether a type acts both ways unless a stream is named. */
export const actsBothWays = (type: Toxic["type"]): boolean => type === "partition" || type === "blackhole";
