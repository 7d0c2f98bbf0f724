import type { FaultEvent, History, Operation } from "@chaos-packs/contract";

/** A fault from its injection to its heal, ms; `until` is the end of the history when it was not healed. */
export interface FaultSeen extends FaultEvent {
  readonly until: number;
}

/** The faults that went in, in their order. */
export const faultsSeen = ({ faults, endedAt }: History): readonly FaultSeen[] =>
  faults
    .filter(({ phase }) => phase === "injected")
    .map((fault) => {
      const heal = faults.find(({ phase, step, at }) => phase === "healed" && step === fault.step && at >= fault.at);
      return { ...fault, until: heal?.at ?? Math.max(endedAt, fault.at) };
    });

/** From the first injection to the last heal; undefined when no fault went in. */
export function trouble(history: History): { readonly at: number; readonly until: number } | undefined {
  const seen = faultsSeen(history);
  if (seen.length === 0) return undefined;
  return { at: Math.min(...seen.map(({ at }) => at)), until: Math.max(...seen.map(({ until }) => until)) };
}

/** Whether a call was made in a span of time. */
export const isCalledWithin =
  ({ at, until }: { readonly at: number; readonly until: number }) =>
  ({ calledAt }: Operation): boolean =>
    calledAt >= at && calledAt < until;
