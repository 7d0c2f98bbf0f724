import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, said } from "../../history/examples.ts";

/** A chunk that was once seen completed is completed in every later status. */
export const completedChunksSurvive = defineInvariant({
  name: "completed chunks survive",
  reads: ["chunks"],
  check(history) {
    const firstSeen = new Map<string, number>();
    for (const {
      input: { job },
      calledAt,
      at,
      output,
    } of seen(history, jobs).answers("chunks")) {
      for (const { chunk, status: state } of output.chunks) {
        const name = `${job}/${chunk}`;
        const since = firstSeen.get(name);
        if (state === "completed") firstSeen.set(name, since ?? at);
        else if (since !== undefined && calledAt >= since) {
          return violated(
            `chunk ${name} was completed at ${Math.round(since)} ms and is ${state} at ${Math.round(at)} ms`,
          );
        }
      }
    }
    return firstSeen.size === 0 ? unknown("no chunk was ever seen completed") : holds;
  },
  examples: {
    keeps: historyOf(said(10, ["completed", "processing"]), said(300, ["completed", "failed"])),
    breaks: historyOf(said(10, ["completed", "processing"]), said(300, ["pending", "pending"])),
  },
});
