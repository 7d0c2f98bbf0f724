import { defineInvariant, exceeded, faultsSeen, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkInHand } from "../../history/chunk-in-hand.ts";
import { historyOf, saw, struck, work } from "../../history/examples.ts";
import { chunkOf } from "../../history/jobs-seen.ts";
import { overrunOf } from "../../history/leases-seen.ts";

/** The chunk that the fault struck is sent upstream again, and every other chunk once. */
export const onlyTheStruckChunkIsRetried = defineInvariant({
  name: "only the struck chunk is retried",
  reads: ["chunks"],
  timed: true,
  traits: ["leaseMs"],
  moments: ["work starts", "work is claimed", "work heartbeats", "work completes"],
  alsoReads: ["work fails"],
  check(history) {
    const hit = new Set(faultsSeen(history).map((fault) => chunkInHand(history, fault)));
    const starts = seen(history, jobs).moments("work starts", "before").map(chunkOf);
    if (![...hit].some((chunk) => chunk !== undefined)) return unknown("no struck worker had a chunk in hand");
    for (const chunk of new Set(starts)) {
      const times = starts.filter((each) => each === chunk).length;
      if (hit.has(chunk) && times < 2) return violated(`chunk ${chunk} was struck and not tried again`);
      if (hit.has(chunk) || times < 2) continue;
      const because = `chunk ${chunk} was sent upstream ${times} times, and nothing had struck it`;
      const late = overrunOf(history, chunk);
      return late === undefined ? violated(because) : exceeded(`${because}: its lease ran out`, late);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      saw("work starts", work(1), 1, { edge: "before" }),
      saw("work is claimed", work(2), 9),
      saw("work starts", work(2), 10, { edge: "before" }),
      struck(10, 20),
      saw("work starts", work(2), 30, { edge: "before" }),
    ),
    breaks: historyOf(
      saw("work starts", work(1), 1, { edge: "before" }),
      saw("work is claimed", work(2), 9),
      saw("work starts", work(2), 10, { edge: "before" }),
      struck(10, 20),
      saw("work starts", work(1), 25, { edge: "before" }),
      saw("work starts", work(2), 30, { edge: "before" }),
    ),
  },
});
