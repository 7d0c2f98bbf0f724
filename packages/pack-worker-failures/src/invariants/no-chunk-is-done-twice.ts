import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, worker } from "../history/build-history.ts";
import { chunkOf, moments } from "../history/jobs-seen.ts";

/** Each chunk is completed once, by one worker. */
export const noChunkIsDoneTwice = defineInvariant({
  name: "no chunk is done twice",
  timed: true,
  moments: ["chunk is completed"],
  check(history) {
    const done = new Set<string>();
    for (const seen of moments(history, "chunk is completed")) {
      if (done.has(chunkOf(seen))) return violated(`chunk ${chunkOf(seen)} was completed a second time`, seen);
      done.add(chunkOf(seen));
    }
    return done.size === 0 ? unknown("no chunk was completed") : holds;
  },
  examples: {
    keeps: historyOf(saw("chunk is completed", 10, 1), saw("chunk is completed", 20, 2)),
    breaks: historyOf(saw("chunk is completed", 10, 1, { by: worker(2) }), saw("chunk is completed", 20, 1)),
  },
});
