import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw } from "../history/build-history.ts";
import { chunkOf, isSameLife, moments, trait } from "../history/jobs-seen.ts";

/** How many leases may pass after the timeout until somebody does something about the chunk. */
const slackLeases = 2;

/** A call to the upstream that gets no answer is given up in time: by then its chunk is tried again, or failed. */
export const unansweredCallIsGivenUp = defineInvariant({
  name: "unanswered call is given up",
  timed: true,
  moments: ["chunk starts", "chunk fails"],
  check(history) {
    const [timeoutMs, leaseMs] = [trait(history, "upstreamTimeoutMs"), trait(history, "leaseMs")];
    const starts = moments(history, "chunk starts", "before");
    if (timeoutMs === undefined || leaseMs === undefined) return unknown("the target tells no timeout");
    const answered = moments(history, "chunk starts");
    const unanswered = starts.filter(
      (start) =>
        !answered.some(
          (seen) => chunkOf(seen) === chunkOf(start) && isSameLife(seen.by, start.by) && seen.at >= start.at,
        ),
    );
    if (unanswered.length === 0) return unknown("every call was answered");
    for (const start of unanswered) {
      const next = [...starts, ...moments(history, "chunk fails")]
        .filter((seen) => chunkOf(seen) === chunkOf(start) && seen.at > start.at)
        .sort((a, b) => a.at - b.at)[0];
      const waited = (next?.at ?? history.endedAt) - start.at;
      if (waited > timeoutMs + slackLeases * leaseMs) {
        return violated(`a call for chunk ${chunkOf(start)} was waited for ${Math.round(waited)} ms`, start);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      saw("chunk starts", 10, 1, { edge: "before" }),
      saw("chunk starts", 1100, 1, { edge: "before" }),
      saw("chunk starts", 1101, 1),
    ),
    breaks: historyOf(
      saw("chunk starts", 10, 1, { edge: "before" }),
      saw("chunk starts", 6000, 1, { edge: "before", by: { role: "worker", index: 2, incarnation: 1 } }),
      saw("chunk starts", 6001, 1, { by: { role: "worker", index: 2, incarnation: 1 } }),
    ),
  },
});
