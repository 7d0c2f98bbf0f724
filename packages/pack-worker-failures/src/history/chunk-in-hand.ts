import type { FaultEvent, History } from "@chaos-packs/contract";
import { chunkOf, isSameLife, isSameWork, moments } from "./jobs-seen.ts";

/** The chunk (`job/chunk`) that the struck replica had claimed and not completed when the fault went in. Reads the moments of claiming and completing. */
export function chunkInHand(history: History, { struck, at }: FaultEvent): string | undefined {
  const claim = moments(history, "work is claimed").findLast((seen) => isSameLife(seen.by, struck) && seen.at <= at);
  if (!claim) return undefined;
  const isCompleted = moments(history, "work completes").some(
    (seen) => isSameWork(chunkOf(seen), chunkOf(claim)) && seen.at >= claim.at && seen.at < at,
  );
  return isCompleted ? undefined : chunkOf(claim);
}
