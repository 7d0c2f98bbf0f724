import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, said, submit } from "../../history/examples.ts";
import { submitted } from "../../history/jobs-seen.ts";

/** A job has no chunk, or all that it was taken on with; never some of them. */
export const noHalfSetOfChunks = defineInvariant({
  name: "no half set of chunks",
  reads: ["chunks"],
  check(history) {
    const taken = new Map(submitted(history).map(({ job, chunks }) => [job, chunks]));
    const statuses = seen(history, jobs)
      .answers("chunks")
      .filter(({ input }) => taken.has(input.job));
    if (statuses.length === 0) return unknown("nobody looked at a job");
    const half = statuses.find(({ input: { job }, output }) => {
      const isWhole = (count: number): boolean => count === 0 || count === taken.get(job);
      return !isWhole(output.total) || !isWhole(output.chunks.length);
    });
    return half
      ? violated(`job ${half.input.job} had ${half.output.total} of ${taken.get(half.input.job)} chunks`, half.output)
      : holds;
  },
  examples: {
    keeps: historyOf(submit(3), said(5, []), said(10, ["pending", "pending", "pending"])),
    breaks: historyOf(submit(3), said(10, ["pending", "pending"])),
  },
});
