import type { History } from "./history.ts";
import { notPromised, type Verdict } from "./verdict.ts";

/** A pure judgement of a history, with one history that keeps it and one that breaks it. */
export interface Invariant {
  readonly name: string;
  /** Moments that must be recorded for it; what it reads of operations and observations is there anyway. */
  readonly moments: readonly string[];
  /** Moments that it judges by where the target has them; they are recorded, and a target may do without. */
  readonly alsoReads?: readonly string[];
  /** The traits that it judges by: when the target promises nothing about one of them, it is skipped. */
  readonly traits: readonly string[];
  /** Traits that it judges by where the target promises them. */
  readonly optionalTraits?: readonly string[];
  /**
   * True: it bounds a time, or a bound on time that the service itself keeps (a timeout) can turn it red. What exceeds a
   * bound it says with `exceeded`: a stall of the machine that explains as much makes it unknown. What it says is violated
   * while the machine was overloaded is tried once more, alone.
   */
  readonly timed: boolean;
  /** True: what it misses it may only call violated when the last look of the workload has been taken. */
  readonly needsSettle: boolean;
  check(history: History): Verdict;
  readonly examples: { readonly keeps: History; readonly breaks: History };
}

type Optional = "moments" | "traits" | "timed" | "needsSettle";

/** Defines an invariant. `check` must say unknown when the history holds nothing for it to judge. */
export const defineInvariant = (
  invariant: Omit<Invariant, Optional> & Partial<Pick<Invariant, Optional>>,
): Invariant => ({ moments: [], traits: [], timed: false, needsSettle: false, ...invariant });

/**
 * What an invariant says of a history: it is skipped when a trait that it judges by is not promised, and does not take for
 * violated what nobody could look at any more.
 */
export function judgeBy(invariant: Invariant, history: History): Verdict {
  const promised = Object.values(history.traits);
  const missing = invariant.traits.filter((trait) => !promised.some((own) => own[trait] !== undefined));
  if (missing.length > 0) return notPromised(...missing);
  const verdict = invariant.check(history);
  if (verdict.status !== "violated" || !invariant.needsSettle || history.cutOff.length === 0) return verdict;
  return { status: "unknown", because: `the deadline cut the last look off; until then: ${verdict.because}` };
}
