import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { did, historyOf, said } from "../../history/examples.ts";
import type { ChunksSaid } from "../../history/jobs-seen.ts";

const isSound = ({ total, counts, chunks }: ChunksSaid): boolean =>
  chunks.length === total &&
  (["pending", "processing", "completed", "failed"] as const).every(
    (state) => counts[state] === chunks.filter((chunk) => chunk.status === state).length,
  );

const torn: ChunksSaid = {
  job: "j",
  status: "working",
  error: null,
  total: 2,
  counts: { pending: 0, processing: 1, completed: 0, failed: 0 },
  chunks: [{ chunk: 1, status: "processing", attempts: 1, error: null, stale: false }],
};

/** In every status the counts are those of the chunks it lists, and add up to the total. */
export const countsAddUp = defineInvariant({
  name: "counts add up",
  reads: ["chunks"],
  check(history) {
    const statuses = seen(history, jobs)
      .answers("chunks")
      .filter(({ output }) => output.total > 0);
    if (statuses.length === 0) return unknown("no status of a cut job was read");
    const wrong = statuses.find(({ output }) => !isSound(output));
    return wrong
      ? violated(
          `a total of ${wrong.output.total} came with ${JSON.stringify(wrong.output.counts)} and ${wrong.output.chunks.length} chunks`,
          wrong.output,
        )
      : holds;
  },
  examples: {
    keeps: historyOf(said(10, ["completed", "pending"])),
    breaks: historyOf(did("chunks", { job: "j" }, 9, torn)),
  },
});
