import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, struck, work } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/** A chunk is sent upstream no more often than promised before it is failed. */
export const triesAreBounded = defineInvariant({
  name: "tries are bounded",
  timed: true,
  traits: ["chunkAttempts"],
  moments: ["work starts"],
  alsoReads: ["work fails"],
  check(history) {
    const most = seen(history, jobs).promised("chunkAttempts");
    const starts = seen(history, jobs).moments("work starts", "before");
    if (starts.length === 0 || history.faults.length === 0)
      return unknown("no chunk was sent upstream, or no fault went in");
    const fails = seen(history, jobs).moments("work fails");
    for (const chunk of new Set(starts.map(chunkOf))) {
      const ends = [
        ...fails.filter((seen) => isSameWork(chunkOf(seen), chunk)).map(({ at }) => at),
        Number.POSITIVE_INFINITY,
      ];
      let from = Number.NEGATIVE_INFINITY;
      for (const until of ends) {
        const tries = starts.filter(
          (seen) => isSameWork(chunkOf(seen), chunk) && seen.at > from && seen.at <= until,
        ).length;
        if (tries > most)
          return violated(`chunk ${chunk} was sent upstream ${tries} times in a row; promised are at most ${most}`);
        from = until;
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(5, 90),
      ...[10, 20, 30].map((at) => saw("work starts", work(1), at, { edge: "before" })),
      saw("work fails", work(1), 40),
    ),
    breaks: historyOf(
      struck(5, 90),
      ...[10, 20, 30, 40].map((at) => saw("work starts", work(1), at, { edge: "before" })),
    ),
  },
});
