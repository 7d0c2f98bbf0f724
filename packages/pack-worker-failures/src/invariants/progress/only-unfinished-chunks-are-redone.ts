import { defineInvariant, type History, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, work } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/** Whether the chunk was damaged in between, so that doing it again is right. */
function wasDamaged(history: History, chunk: string, from: number, until: number): boolean {
  const { arrangements } = seen(history, jobs);
  const ofIt = [
    ...[...arrangements("lose object"), ...arrangements("corrupt object")].filter(
      ({ input }) => chunk === `${input.job}/${input.chunk}`,
    ),
    ...arrangements("lose all objects").filter(({ input }) => chunk.startsWith(`${input.job}/`)),
  ];
  return ofIt.some(({ at }) => at >= from && at <= until);
}

/** A chunk that is completed never reaches the upstream again, unless its result was lost or damaged. */
export const onlyUnfinishedChunksAreRedone = defineInvariant({
  name: "only unfinished chunks are redone",
  reads: ["chunks"],
  timed: true,
  moments: ["work starts", "work completes"],
  check(history) {
    const completed = seen(history, jobs).moments("work completes");
    if (completed.length === 0) return unknown("no chunk was completed");
    for (const start of seen(history, jobs).moments("work starts", "before")) {
      const before = completed.findLast((seen) => isSameWork(chunkOf(seen), chunkOf(start)) && seen.at < start.at);
      if (before && !wasDamaged(history, chunkOf(start), before.at, start.at)) {
        return violated(`chunk ${chunkOf(start)} was sent upstream again after it was completed`, start);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      saw("work starts", work(1), 10, { edge: "before" }),
      saw("work completes", work(1), 20),
      saw("work starts", work(2), 30, { edge: "before" }),
      saw("work starts", work(2), 330, { edge: "before" }),
    ),
    breaks: historyOf(
      saw("work starts", work(1), 10, { edge: "before" }),
      saw("work completes", work(1), 20),
      saw("work starts", work(1), 330, { edge: "before" }),
    ),
  },
});
