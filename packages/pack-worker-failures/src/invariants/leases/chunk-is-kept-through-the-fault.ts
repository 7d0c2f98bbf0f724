import { defineInvariant, faultsSeen, holds, notPromised, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkInHand } from "../../history/chunk-in-hand.ts";
import { historyOf, saw, struck, work, worker } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/**
 * What the struck worker had in hand stays its own: it is neither failed nor claimed again, and completed by that worker. A
 * service whose workers send no heartbeats cannot know, and gives slow work out again.
 */
export const chunkIsKeptThroughTheFault = defineInvariant({
  name: "chunk is kept through the fault",
  timed: true,
  moments: ["work is claimed", "work heartbeats", "work completes"],
  alsoReads: ["work fails"],
  optionalTraits: ["upstreamTimeoutMs"],
  check(history) {
    const timeoutMs = seen(history, jobs).trait("upstreamTimeoutMs");
    const longest = Math.max(0, ...faultsSeen(history).map(({ at, until }) => until - at));
    if (timeoutMs !== undefined && longest >= timeoutMs)
      return notPromised(`a call to the upstream that may take ${Math.round(longest)} ms`);
    const kept = faultsSeen(history).flatMap((fault) => {
      const chunk = chunkInHand(history, fault);
      return chunk ? [{ at: fault.at, chunk }] : [];
    });
    if (kept.length === 0) return unknown("no struck worker had a chunk in hand");
    for (const { at, chunk } of kept) {
      const taken = [
        ...seen(history, jobs).moments("work fails"),
        ...seen(history, jobs).moments("work is claimed"),
      ].find((seen) => isSameWork(chunkOf(seen), chunk) && seen.at > at);
      if (taken) return violated(`chunk ${chunk} was taken from a worker that was alive`, taken);
      if (
        !seen(history, jobs)
          .moments("work completes")
          .some((seen) => isSameWork(chunkOf(seen), chunk) && seen.at > at)
      ) {
        return violated(`chunk ${chunk} was never completed`);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(saw("work is claimed", work(2), 5), struck(10, 800), saw("work completes", work(2), 810)),
    breaks: historyOf(
      saw("work is claimed", work(2), 5),
      struck(10, 800),
      saw("work is claimed", work(2), 270, { by: worker(2) }),
      saw("work completes", work(2), 280, { by: worker(2) }),
    ),
  },
});
