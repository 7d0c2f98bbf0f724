import type { Target } from "@chaos-packs/contract";

// The example is plain JavaScript, without types.
const { target: whole } = (await import(
  new URL("../../examples/express-pool/chaos/target.js", import.meta.url).href
)) as { readonly target: Target };

interface Options {
  /** False: nothing but reading is mapped. */
  readonly writes: boolean;
}

/** The entries of a mapping under some names. */
const only = <T>(from: Readonly<Record<string, T>>, names: readonly string[]): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));

/** Express with a bare pool of pg, of which its team has mapped the least that can be asked for, and promises only the pool's size. */
export function leastOfPool({ writes }: Options): Target {
  return {
    ...whole,
    name: "bare-pool",
    capabilities: whole.capabilities.map((binding) => ({
      ...binding,
      operations: only(binding.operations, writes ? ["read", "write"] : ["read"]),
      observations: only(binding.observations, writes ? ["records"] : []),
      traits: only(binding.traits, ["poolSize"]),
      moments: only(binding.moments, writes ? ["query runs", "write runs"] : ["query runs"]),
    })),
  };
}
