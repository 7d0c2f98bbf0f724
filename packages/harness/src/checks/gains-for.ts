import type { Pack, Target } from "@chaos-packs/contract";
import { planRuns } from "../plan.ts";
import { type Gain, gainsOf } from "./missing.ts";

/** What a target could be put through, and what would bring more. */
export interface Gains {
  /** How many runs it can be asked for now. */
  readonly runs: number;
  /** The parts that would bring most, in the order in which to map them. */
  readonly gains: readonly Gain[];
}

/** How much of the packs a target can be asked for as it is mapped, and which parts would bring how many more scenarios; nothing is run. */
export function gainsFor(target: Target, packs: readonly Pack[]): Gains {
  const planned = planRuns(packs, target, { pack: undefined, only: [], quick: false, repeat: 1 });
  return {
    runs: planned.filter(({ skip }) => skip.length === 0).length,
    gains: gainsOf(planned.map(({ skip }) => skip)),
  };
}
