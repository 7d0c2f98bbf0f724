import type { History } from "./history.ts";
import { notPromised, type Verdict } from "./verdict.ts";

/** A pure judgement of a history, with one history that keeps it and one that breaks it. */
export interface Invariant {
  readonly name: string;
  /** The capability whose parts it names; absent: that of the workload. */
  readonly capability?: string;
  /** Operations and observations that it cannot judge without: where the target does not offer one, it is skipped. */
  readonly reads: readonly string[];
  /** Moments that it cannot judge without: where the target does not show one, it is skipped. */
  readonly moments: readonly string[];
  /** Moments that it judges by where the target has them; they are recorded, and a target may do without. */
  readonly alsoReads?: readonly string[];
  /** Moments of which it judges by what the target keeps of the message (`detail`): where it keeps nothing, it is skipped. */
  readonly details: readonly string[];
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

type Optional = "reads" | "moments" | "details" | "traits" | "timed" | "needsSettle";

/** Defines an invariant. `check` must say unknown when the history holds nothing for it to judge. */
export const defineInvariant = (
  invariant: Omit<Invariant, Optional> & Partial<Pick<Invariant, Optional>>,
): Invariant => ({ reads: [], moments: [], details: [], traits: [], timed: false, needsSettle: false, ...invariant });

/** What a target offers, as far as it is known, by capability: one that is not there offers everything. */
export type Offer = Pick<History, "traits" | "offered" | "seenOn" | "detailed">;

/** What an invariant cannot judge without and a target does not offer, each in words; none: it can judge. */
export function missingFor(
  { capability, reads, moments, details, traits }: Invariant,
  offer: Offer,
): readonly string[] {
  const of = <T>(known: Readonly<Record<string, T>>): readonly T[] =>
    capability === undefined
      ? Object.values(known)
      : Object.entries(known).flatMap(([key, own]) => (key === capability ? [own] : []));
  const offered = of(offer.offered);
  const shown = of(offer.seenOn);
  const detailed = of(offer.detailed);
  const promised = of(offer.traits);
  return [
    ...reads.filter((name) => offered.length > 0 && !offered.some((own) => own.includes(name))),
    ...moments.filter((name) => shown.length > 0 && !shown.some((own) => (own[name]?.length ?? 0) > 0)),
    ...details
      .filter((name) => detailed.length > 0 && !detailed.some((own) => own.includes(name)))
      .map((name) => `detail of ${name}`),
    ...traits.filter((name) => !promised.some((own) => own[name] !== undefined)),
  ];
}

/**
 * What an invariant says of a history: it is skipped when the target does not offer something that it judges by, and does
 * not take for violated what nobody could look at any more.
 */
export function judgeBy(invariant: Invariant, history: History): Verdict {
  const missing = missingFor(invariant, history);
  if (missing.length > 0) return notPromised(...missing);
  const verdict = invariant.check(history);
  if (verdict.status !== "violated" || !invariant.needsSettle || history.cutOff.length === 0) return verdict;
  return { status: "unknown", because: `the deadline cut the last look off; until then: ${verdict.because}` };
}
