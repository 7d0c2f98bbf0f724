import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, work, worker } from "../../history/examples.ts";
import { chunkOf } from "../../history/jobs-seen.ts";

/** Each chunk's result is written to the store once: one that is there and not yet marked is taken over. */
export const resultIsStoredOnce = defineInvariant({
  name: "result is stored once",
  reads: ["chunks"],
  moments: ["result is stored"],
  check(history) {
    const stored = new Set<string>();
    for (const each of seen(history, jobs).moments("result is stored")) {
      if (stored.has(chunkOf(each)))
        return violated(`the result of chunk ${chunkOf(each)} was stored a second time`, each);
      stored.add(chunkOf(each));
    }
    return stored.size === 0 ? unknown("no result was stored") : holds;
  },
  examples: {
    keeps: historyOf(saw("result is stored", work(1), 10), saw("result is stored", work(2), 20)),
    breaks: historyOf(saw("result is stored", work(1), 10), saw("result is stored", work(1), 300, { by: worker(2) })),
  },
});
