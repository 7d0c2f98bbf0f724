import {
  defineInvariant,
  faultsSeen,
  holds,
  isSameLife,
  seen,
  stop,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkInHand } from "../../history/chunk-in-hand.ts";
import { historyOf, saw, struck, work, worker } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/** What a stopped worker had in hand is finished by it or given back: nobody has to find out by its lease. */
export const stoppedWorkerHandsBack = defineInvariant({
  name: "stopped worker hands back",
  timed: true,
  moments: ["work is claimed", "work completes"],
  alsoReads: ["work fails"],
  check(history) {
    const left = faultsSeen(history).flatMap((fault) => {
      const chunk = chunkInHand(history, fault);
      return chunk ? [{ fault, chunk }] : [];
    });
    if (left.length === 0) return unknown("no struck worker had a chunk in hand");
    for (const { fault, chunk } of left) {
      const lost = seen(history, jobs)
        .moments("work fails")
        .find((seen) => isSameWork(chunkOf(seen), chunk) && seen.at > fault.at && !isSameLife(seen.by, fault.struck));
      if (lost) return violated(`chunk ${chunk} was left behind by a stopped worker until its lease ran out`, lost);
      if (
        !seen(history, jobs)
          .moments("work completes")
          .some((seen) => isSameWork(chunkOf(seen), chunk) && seen.at > fault.at)
      ) {
        return violated(`chunk ${chunk} was never completed`);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(saw("work is claimed", work(1), 5), struck(10, 200, stop()), saw("work completes", work(1), 20)),
    breaks: historyOf(
      saw("work is claimed", work(1), 5),
      struck(10, 900, stop()),
      saw("work fails", work(1), 290, { by: worker(2) }),
      saw("work completes", work(1), 320, { by: worker(2) }),
    ),
  },
});
