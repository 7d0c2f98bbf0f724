import type { History } from "./history.ts";
import type { Verdict } from "./verdict.ts";

/** A pure judgement of a history, with one history that keeps it and one that breaks it. */
export interface Invariant {
  readonly name: string;
  /** Moments that must be recorded for it; what it reads of operations and observations is there anyway. */
  readonly moments: readonly string[];
  /** Moments that it judges by where the target has them; they are recorded, and a target may do without. */
  readonly alsoReads?: readonly string[];
  /** True: it bounds a time and says with `exceeded` by how much; during a stall of the machine that explains as much it cannot judge. */
  readonly timed: boolean;
  check(history: History): Verdict;
  readonly examples: { readonly keeps: History; readonly breaks: History };
}

/** Defines an invariant. `check` must say unknown when the history holds nothing for it to judge. */
export const defineInvariant = (
  invariant: Omit<Invariant, "moments" | "timed"> & Partial<Pick<Invariant, "moments" | "timed">>,
): Invariant => ({ moments: [], timed: false, ...invariant });
