import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, work, worker } from "../../history/examples.ts";
import { chunkOf } from "../../history/jobs-seen.ts";

/**
 * Each chunk completes once, by one worker. Where a service tells no chunks its queue may hand work out at least once, and only
 * what comes of it is judged.
 */
export const noChunkIsDoneTwice = defineInvariant({
  name: "no chunk is done twice",
  reads: ["chunks"],
  timed: true,
  moments: ["work completes"],
  check(history) {
    const done = new Set<string>();
    for (const each of seen(history, jobs).moments("work completes")) {
      if (done.has(chunkOf(each))) return violated(`chunk ${chunkOf(each)} was completed a second time`, each);
      done.add(chunkOf(each));
    }
    return done.size === 0 ? unknown("no chunk was completed") : holds;
  },
  examples: {
    keeps: historyOf(saw("work completes", work(1), 10), saw("work completes", work(2), 20)),
    breaks: historyOf(saw("work completes", work(1), 10, { by: worker(2) }), saw("work completes", work(1), 20)),
  },
});
