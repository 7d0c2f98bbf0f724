import { type FaultEvent, type History, isSameLife, seen } from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";
import { chunkOf, isSameWork } from "./jobs-seen.ts";

/** The chunk (`job/chunk`) that the struck replica had claimed and not completed when the fault went in. Reads the moments of claiming and completing. */
export function chunkInHand(history: History, { struck, at }: FaultEvent): string | undefined {
  const claim = seen(history, jobs)
    .moments("work is claimed")
    .findLast((seen) => isSameLife(seen.by, struck) && seen.at <= at);
  if (!claim) return undefined;
  const isCompleted = seen(history, jobs)
    .moments("work completes")
    .some((seen) => isSameWork(chunkOf(seen), chunkOf(claim)) && seen.at >= claim.at && seen.at < at);
  return isCompleted ? undefined : chunkOf(claim);
}
