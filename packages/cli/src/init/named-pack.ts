import { type CapabilitySpec, isChaosError, loadPack, type Pack } from "@chaos-packs/contract";

/** A pack by the names under which its package exports it and its capability; `pack` where it is installed. */
export interface NamedPack {
  readonly from: string;
  readonly packName: string;
  readonly capabilityName: string;
  readonly capability: string;
  readonly pack?: Pack;
  readonly traits?: readonly string[];
}

/** Known by heart, so that a target can be written before anything is installed. */
const BY_HEART: readonly NamedPack[] = [
  { from: "@chaos-packs/pack-db-pool", packName: "dbPool", capabilityName: "queries", capability: "queries" },
  { from: "@chaos-packs/pack-worker-failures", packName: "workerFailures", capabilityName: "jobs", capability: "jobs" },
  { from: "@chaos-packs/pack-pubsub", packName: "pubsub", capabilityName: "broadcast", capability: "broadcast" },
];

/** `db-pool` is short for its package. Throws what `loadPack` throws, for a pack that is not known by heart. */
export async function namedPack(name: string, folder: string): Promise<NamedPack> {
  const from = name.includes("/") ? name : `@chaos-packs/pack-${name}`;
  try {
    const { pack, packName, capabilityName } = await loadPack(from, folder);
    const [capability] = pack.capabilities as readonly CapabilitySpec[];
    const traits = Object.keys(capability?.traits ?? {});
    return { from, packName, capabilityName, capability: capability?.name ?? "", pack, traits };
  } catch (error) {
    const known = BY_HEART.find((each) => each.from === from);
    if (known && isChaosError(error, "PACK_NOT_INSTALLED")) return known;
    throw error;
  }
}
