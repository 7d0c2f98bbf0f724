import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, worker } from "../history/build-history.ts";
import { chunkOf, moments } from "../history/jobs-seen.ts";

/** Each chunk's result is written to the store once: one that is there and not yet marked is taken over. */
export const resultIsStoredOnce = defineInvariant({
  name: "result is stored once",
  reads: ["chunks"],
  moments: ["result is stored"],
  check(history) {
    const stored = new Set<string>();
    for (const seen of moments(history, "result is stored")) {
      if (stored.has(chunkOf(seen)))
        return violated(`the result of chunk ${chunkOf(seen)} was stored a second time`, seen);
      stored.add(chunkOf(seen));
    }
    return stored.size === 0 ? unknown("no result was stored") : holds;
  },
  examples: {
    keeps: historyOf(saw("result is stored", 10, 1), saw("result is stored", 20, 2)),
    breaks: historyOf(saw("result is stored", 10, 1), saw("result is stored", 300, 1, { by: worker(2) })),
  },
});
