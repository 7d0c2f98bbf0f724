import type { Delay } from "@chaos-packs/contract";

/** What lies on one direction of a link. */
export interface Conditions {
  /** How many partitions and blackholes hold it. */
  holds: number;
  /** How many of those are blackholes: what is dialled meanwhile is dead. */
  blackholes: number;
  readonly delays: Set<Delay>;
}

/** A direction on which nothing lies. */
export const noConditions = (): Conditions => ({ holds: 0, blackholes: 0, delays: new Set() });

/** The extra time of bytes that leave now, ms. */
export function drawDelay(delays: Iterable<Delay>, random: () => number): number {
  let total = 0;
  for (const { ms, jitterMs = 0 } of delays) total += Math.max(0, ms + jitterMs * (2 * random() - 1));
  return total;
}
