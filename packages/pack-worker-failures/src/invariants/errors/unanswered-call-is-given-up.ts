import { defineInvariant, exceeded, holds, isSameLife, seen, unknown } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, work } from "../../history/examples.ts";
import { chunkOf, isSameWork } from "../../history/jobs-seen.ts";

/** How many timeouts may pass until somebody does something about the chunk: so many that no busy machine explains more. */
const mostTimeouts = 3;

/** A call to the upstream that gets no answer is given up in time: by then its chunk is tried again, or failed. */
export const unansweredCallIsGivenUp = defineInvariant({
  name: "unanswered call is given up",
  timed: true,
  traits: ["upstreamTimeoutMs"],
  moments: ["work starts"],
  alsoReads: ["work fails"],
  check(history) {
    const timeoutMs = seen(history, jobs).promised("upstreamTimeoutMs");
    const starts = seen(history, jobs).moments("work starts", "before");
    const acts = [
      ...starts,
      ...seen(history, jobs).moments("work starts"),
      ...seen(history, jobs).moments("work fails"),
    ].sort((a, b) => a.at - b.at);
    const unanswered = starts.flatMap((start) => {
      const next = acts.find((seen) => isSameWork(chunkOf(seen), chunkOf(start)) && seen.at > start.at);
      const isAnswer = next?.moment === "work starts" && next.edge === "after" && isSameLife(next.by, start.by);
      return isAnswer ? [] : [{ start, waitedMs: (next?.at ?? history.endedAt) - start.at }];
    });
    if (unanswered.length === 0) return unknown("every call was answered");
    const late = unanswered.find(({ waitedMs }) => waitedMs > timeoutMs * mostTimeouts);
    if (!late) return holds;
    const { start, waitedMs } = late;
    return exceeded(
      `a call for chunk ${chunkOf(start)} was waited for ${Math.round(waitedMs)} ms; promised are ${timeoutMs} ms`,
      { byMs: waitedMs - timeoutMs, from: start.at, to: start.at + waitedMs },
      start,
    );
  },
  examples: {
    keeps: historyOf(
      saw("work starts", work(1), 10, { edge: "before" }),
      saw("work starts", work(1), 1100, { edge: "before" }),
      saw("work starts", work(1), 1101),
    ),
    breaks: historyOf(
      saw("work starts", work(1), 10, { edge: "before" }),
      saw("work starts", work(1), 6000, { edge: "before", by: { role: "worker", index: 2, incarnation: 1 } }),
      saw("work starts", work(1), 6001, { by: { role: "worker", index: 2, incarnation: 1 } }),
    ),
  },
});
