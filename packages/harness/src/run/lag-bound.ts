import { type CapabilityBinding, promisedTraits } from "@chaos-packs/contract";

const MOST_MS = 1_000;

/**
 * A quarter of the shortest time that the target promises: a longer stall of the machine can break a bound by itself. A time
 * of 0 is none: nothing can be done in it, on however quiet a machine.
 */
export function lagBoundOf(bindings: readonly Pick<CapabilityBinding, "capability" | "traits">[]): number {
  const times = bindings.flatMap(({ capability, traits }) =>
    Object.entries(promisedTraits(traits)).filter(([name, ms]) => capability.traits[name]?.unit === "ms" && ms > 0),
  );
  return Math.min(MOST_MS, ...times.map(([, ms]) => ms)) / 4;
}
