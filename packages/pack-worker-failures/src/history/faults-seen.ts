import type { FaultEvent, History } from "@chaos-packs/contract";
import { chunkOf, isSameLife, moments } from "./jobs-seen.ts";

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

/** The chunk (`job/chunk`) that the struck replica had claimed and not completed when the fault went in. Reads the moments of claiming and completing. */
export function chunkInHand(history: History, { struck, at }: FaultEvent): string | undefined {
  const claim = moments(history, "chunk is claimed").findLast((seen) => isSameLife(seen.by, struck) && seen.at <= at);
  if (!claim) return undefined;
  const isCompleted = moments(history, "chunk is completed").some(
    (seen) => chunkOf(seen) === chunkOf(claim) && seen.at >= claim.at && seen.at < at,
  );
  return isCompleted ? undefined : chunkOf(claim);
}
