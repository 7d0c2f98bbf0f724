import type { History, Invariant, Verdict } from "@chaos-packs/contract";

/** What an invariant said of a history. */
export interface Judged {
  readonly name: string;
  readonly standing: boolean;
  readonly verdict: Verdict;
}

/** Options of a judgement. */
export interface JudgeOptions {
  readonly invariants: readonly Invariant[];
  readonly standing: readonly Invariant[];
  /** A bound may be exceeded for no fault of the service while the harness was later than this, ms. */
  readonly lagBoundMs: number;
}

/** Judges a history. A judge that crashes, and a history with gaps, are unknown. */
export function judge(history: History, { invariants, standing, lagBoundMs }: JudgeOptions): readonly Judged[] {
  const one = (invariant: Invariant, isStanding: boolean): Judged => ({
    name: invariant.name,
    standing: isStanding,
    verdict: withNoise(invariant, checked(invariant, history), history, lagBoundMs),
  });
  return [...invariants.map((each) => one(each, false)), ...standing.map((each) => one(each, true))];
}

function checked(invariant: Invariant, history: History): Verdict {
  try {
    const verdict = invariant.check(history);
    if (verdict.status === "holds" && history.overflow)
      return { status: "unknown", because: "more was seen than can be recorded" };
    return verdict;
  } catch (error) {
    return { status: "unknown", because: `the judge itself failed: ${error}` };
  }
}

/** How an unknown verdict begins that may be another on a quiet machine. */
const MACHINE_STALLED = "the machine stalled";

/** Whether what was judged is unknown for a stall of the machine: worth one more try. */
export const isNoisy = ({ verdict }: Judged): boolean =>
  verdict.status === "unknown" && verdict.because.startsWith(MACHINE_STALLED);

/** A stall strikes several steps of what is bounded, in several processes, and shows in the harness only in part. */
const EXPLAINED_PER_LAG = 4;

function withNoise(invariant: Invariant, verdict: Verdict, { lagMs }: History, lagBoundMs: number): Verdict {
  if (lagMs <= lagBoundMs) return verdict;
  const stalled = `${MACHINE_STALLED} for ${Math.round(lagMs)} ms`;
  // What should have been there to judge may have come too late.
  if (verdict.status === "unknown") return { status: "unknown", because: `${stalled}, and ${verdict.because}` };
  if (!invariant.timed || verdict.status !== "violated" || verdict.byMs === undefined) return verdict;
  if (verdict.byMs > lagMs * EXPLAINED_PER_LAG) return verdict;
  return { status: "unknown", because: `${stalled} while ${verdict.because}` };
}
