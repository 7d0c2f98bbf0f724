import { defineInvariant, faultsSeen, holds, isSameLife, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { chunkInHand } from "../../history/chunk-in-hand.ts";
import { exited, historyOf, said, saw, struck, work } from "../../history/examples.ts";

/** A status calls stale what a killed worker had in hand, sooner or later, and nothing else, ever. */
export const onlyTheDeadChunkIsStale = defineInvariant({
  name: "only the dead chunk is stale",
  reads: ["chunks"],
  timed: true,
  moments: ["work is claimed", "work completes"],
  check(history) {
    const dead = faultsSeen(history).flatMap((fault) => {
      const isDead = history.exits.some(({ by, how }) => how === "killed" && isSameLife(by, fault.struck));
      const chunk = isDead ? chunkInHand(history, fault) : undefined;
      return chunk ? [chunk] : [];
    });
    if (dead.length === 0) return unknown("no worker died with a chunk in hand");
    const stale = new Set(
      seen(history, jobs)
        .answers("chunks")
        .flatMap(({ input: { job }, output }) =>
          output.chunks.filter((chunk) => chunk.stale).map(({ chunk }) => `${job}/${chunk}`),
        ),
    );
    const missed = dead.find((chunk) => !stale.has(chunk));
    if (missed) return violated(`chunk ${missed} lost its worker and was never reported stale`);
    const wrong = [...stale].find((chunk) => !dead.includes(chunk));
    return wrong ? violated(`chunk ${wrong} was reported stale, and its worker lives`) : holds;
  },
  examples: {
    keeps: historyOf(
      saw("work is claimed", work(1), 5),
      struck(10, 300),
      exited(10, "killed"),
      said(300, ["processing", "processing"], { stale: 1 }),
    ),
    breaks: historyOf(
      saw("work is claimed", work(1), 5),
      struck(10, 300),
      exited(10, "killed"),
      said(290, ["processing", "processing"], { stale: 1 }),
      said(300, ["processing", "processing"], { stale: 2 }),
    ),
  },
});
