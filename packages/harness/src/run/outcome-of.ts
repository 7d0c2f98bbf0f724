import { type History, OUTCOMES, type Outcome } from "@chaos-packs/contract";
import { describeAnchor, describeNearMisses } from "./describe-anchor.ts";
import type { Judged } from "./judge.ts";
import type { StepState } from "./timeline.ts";

/** All that was found about one run of a scenario. */
export interface Findings {
  readonly judged: readonly Judged[];
  readonly steps: readonly StepState[];
  /** What could not be undone. */
  readonly cleanup: readonly string[];
  /** What kept the workload from being completed. */
  readonly problems: readonly string[];
  /** What went wrong on the harness's own side: whatever was seen, the service is not to blame for it. */
  readonly trouble: readonly string[];
  /** Servers of the harness's own that were silent for a while during the run. */
  readonly silences: readonly string[];
  readonly history: Pick<History, "moments">;
}

/** Why a run may be made once more, alone on a quiet lane. */
export type SecondTryReason = "noise" | "baseline" | "overload";

/** How a run ended; `because` has first what decided it. */
export interface Ending {
  readonly outcome: Outcome;
  readonly because: readonly string[];
  /** Trouble of the harness's own decided it. */
  readonly isOwnTrouble?: true;
  /** Why it may be run a second time; absent: it may not. */
  readonly mayTryAgain?: SecondTryReason;
}

interface Found {
  readonly outcome: Outcome;
  readonly because: string;
}

/**
 * The outcome of a run, of several things that are wrong. Trouble of the harness's own makes it unknown, and so does a server
 * of its own that was silent for a while when anything is wrong; when no fault struck
 * at all it is not-injected, whatever followed; else the worst stands (OUTCOMES). What only an earlier fault of several led to
 * may still be a true violation, so it comes before the later one that never struck.
 */
export function outcomeOf({ judged, steps, cleanup, problems, trouble, silences, history }: Findings): Ending {
  const found: Found[] = [
    ...judged.flatMap(foundBy),
    ...cleanup.map((because): Found => ({ outcome: "cleanup-failed", because })),
    ...steps.filter(({ firedAt }) => firedAt === null).map((state) => notInjected(state, history)),
    ...problems.map((because): Found => ({ outcome: "unknown", because })),
  ];
  const isStruck = steps.length === 0 || steps.some(({ firedAt }) => firedAt !== null);
  const order: readonly Outcome[] = isStruck ? OUTCOMES : ["not-injected", ...OUTCOMES];
  const ordered = [...new Set(order)].flatMap((outcome) => found.filter((each) => each.outcome === outcome));
  const because = [...trouble, ...ordered.map((each) => each.because)];
  if (trouble.length > 0) return { outcome: "unknown", because, isOwnTrouble: true };
  const [first] = ordered;
  // A silent server explains what is wrong; what holds in spite of it holds.
  if (first && silences.length > 0)
    return { outcome: "unknown", because: [...silences, ...because], isOwnTrouble: true };
  if (first) return { outcome: first.outcome, because, ...secondTryOf(first.outcome, judged) };
  const own = judged.filter(({ standing }) => !standing);
  const skipped = own.flatMap(({ name, verdict }) =>
    verdict.status === "skipped" ? [`${name}: ${verdict.because}`] : [],
  );
  return own.length > 0 && skipped.length === own.length
    ? { outcome: "skipped", because: skipped }
    : { outcome: "holds", because };
}

function foundBy({ name, verdict }: Judged): readonly Found[] {
  if (verdict.status === "violated") return [{ outcome: "violated", because: `${name}: ${verdict.because}` }];
  if (verdict.status === "unknown") return [{ outcome: "unknown", because: `${name} is unknown: ${verdict.because}` }];
  return [];
}

function notInjected({ step, struck }: StepState, { moments }: Pick<History, "moments">): Found {
  const what = `${step.inject.label} ${struck ? "could not be injected" : "never struck"} ${describeAnchor(step.at)}`;
  return { outcome: "not-injected", because: struck ? what : `${what}: ${describeNearMisses(step.at, moments)}` };
}

function secondTryOf(outcome: Outcome, judged: readonly Judged[]): Pick<Ending, "mayTryAgain"> {
  // A fault may have missed its moment because the machine kept the moment from coming.
  const isOpen = outcome === "unknown" || outcome === "not-injected";
  if (isOpen && judged.some(({ noisy }) => noisy)) return { mayTryAgain: "noise" };
  const violated = judged.filter(({ verdict }) => verdict.status === "violated");
  return outcome === "violated" && violated.every(({ overloaded }) => overloaded === true)
    ? { mayTryAgain: "overload" }
    : {};
}
