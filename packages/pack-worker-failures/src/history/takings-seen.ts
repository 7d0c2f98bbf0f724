import { type History, isSameLife, type MomentSeen, type ReplicaId, seen } from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "../capabilities/parts-of-jobs.ts";
import { chunkOf, isSameWork } from "./jobs-seen.ts";

/** A chunk that somebody else took from the worker that had it: failed it, or claimed it while that one had not let go. */
export interface Taking {
  /** `job/chunk`. */
  readonly chunk: string;
  readonly at: number;
  /** By which it was taken: "work fails" or "work is claimed". */
  readonly moment: string;
  readonly from: ReplicaId;
  /** Of the worker that had it: its claim or its last heartbeat, ms. */
  readonly lastSignAt: number;
  /** That worker's life had ended by then. */
  readonly isFromTheDead: boolean;
}

const inOrder = (a: MomentSeen, b: MomentSeen): number => a.at - b.at;

/** Every taking of a history, in their order. Reads the moments of claiming, heartbeats, completing and failing. */
export function takingsSeen(history: History): readonly Taking[] {
  const claims = seen(history, jobs).moments("work is claimed");
  const signs = [...claims, ...seen(history, jobs).moments("work heartbeats")].sort(inOrder);
  const failures = seen(history, jobs).moments("work fails");
  const letGo = [...failures, ...seen(history, jobs).moments("work completes")];
  return [...failures, ...claims].sort(inOrder).flatMap((act): readonly Taking[] => {
    const chunk = chunkOf(act);
    const last = signs.findLast((seen) => isSameWork(chunkOf(seen), chunk) && seen.at < act.at);
    if (!last || isSameLife(last.by, act.by)) return [];
    const isFree = letGo.some((seen) => isSameWork(chunkOf(seen), chunk) && seen.at >= last.at && seen.at < act.at);
    // After a failure or an end anybody may claim it.
    if (act.moment === "work is claimed" && isFree) return [];
    const isFromTheDead = history.exits.some(({ by, at }) => isSameLife(by, last.by) && at <= act.at);
    return [{ chunk, at: act.at, moment: act.moment, from: last.by, lastSignAt: last.at, isFromTheDead }];
  });
}
