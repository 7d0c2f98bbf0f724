import type { CapabilitySpec, History } from "@chaos-packs/contract";

/** What the effects of a run come to in numbers. */
export interface EffectCounts {
  /** What clients were told of, or what must be there. */
  readonly expected: number;
  /** How much of it was seen to be there at the end. */
  readonly seen: number;
  /** What was there more than once; absent when the capability does not look for it. */
  readonly duplicates?: number;
}

/** Counts the effects that a capability reads off a history; undefined when it reads none, or fails to (a standing invariant says so). */
export function effectCounts(history: History, { effects }: Pick<CapabilitySpec, "effects">): EffectCounts | undefined {
  if (!effects) return undefined;
  try {
    const found = effects(history);
    if (!found) return undefined;
    const { acknowledged, required, present, duplicates } = found;
    const expected = new Set([...acknowledged, ...required]);
    const there = new Set(present);
    return {
      expected: expected.size,
      seen: [...expected].filter((effect) => there.has(effect)).length,
      ...(duplicates && { duplicates: duplicates.length }),
    };
  } catch {
    return undefined; // "nothing acknowledged is lost" is unknown then, with the error
  }
}
