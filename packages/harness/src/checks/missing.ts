/** One thing that a run cannot do without and a target does not offer. */
export interface Missing {
  /** For people, a clause: `it does not offer "recover" of jobs`. */
  readonly because: string;
  /** What the target file could map or promise, when that is what is missing: `recover` of jobs. */
  readonly part?: PartToMap;
}

/** A part of a capability that a target file could map or promise. */
export interface PartToMap {
  readonly capability: string;
  readonly name: string;
}

/** All that is missing, as one reason. */
export const describeMissing = (missing: readonly Missing[]): string =>
  `the target ${missing.map(({ because }) => because).join("; ")}`;

/** How many more scenarios a part would bring. */
export interface Gain extends PartToMap {
  readonly scenarios: number;
}

const keyOf = ({ capability, name }: PartToMap): string => JSON.stringify([capability, name]);

/**
 * The parts that would bring most: each with the number of skipped runs for which nothing else is missing, or only parts that
 * stand before it in the list. Those that bring nothing are left out.
 */
export function gainsOf(skipped: readonly (readonly Missing[])[]): readonly Gain[] {
  let left = skipped
    .filter((missing) => missing.length > 0 && missing.every(({ part }) => part !== undefined))
    .map((missing) => new Map(missing.flatMap(({ part }) => (part ? [[keyOf(part), part] as const] : []))));
  const gains: Gain[] = [];
  while (left.length > 0) {
    // When no single part brings anything, the first of the smallest group stands for it.
    const least = Math.min(...left.map((parts) => parts.size));
    const votes = new Map<string, { part: PartToMap; runs: number; alone: number }>();
    for (const parts of left)
      for (const [key, part] of parts) {
        const vote = votes.get(key) ?? { part, runs: 0, alone: 0 };
        votes.set(key, { part, runs: vote.runs + 1, alone: vote.alone + (parts.size === least ? 1 : 0) });
      }
    const best = [...votes.values()].sort((a, b) => b.alone - a.alone || b.runs - a.runs)[0];
    if (!best) break;
    const key = keyOf(best.part);
    const before = left.length;
    for (const parts of left) parts.delete(key);
    left = left.filter((parts) => parts.size > 0);
    gains.push({ ...best.part, scenarios: before - left.length });
  }
  return gains;
}
