import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { historyOf, saw, submit } from "../history/build-history.ts";
import { chunkOf, moments, submitted } from "../history/jobs-seen.ts";

/** After a recovery every chunk that was not completed before it goes upstream, the first one first. */
export const everythingStartsAgain = defineInvariant({
  name: "everything starts again",
  moments: ["recovery starts", "chunk starts", "chunk is completed"],
  check(history) {
    const [recovery] = moments(history, "recovery starts");
    const [taken] = submitted(history);
    if (!recovery || !taken) return unknown("no recovery started");
    const order = moments(history, "chunk starts", "before").filter(({ at }) => at >= recovery.at).map(chunkOf);
    const done = moments(history, "chunk is completed").filter(({ at }) => at < recovery.at).map(chunkOf);
    const all = Array.from({ length: taken.chunks }, (_, index) => `${taken.job}/${index + 1}`);
    const wanted = all.filter((chunk) => !done.includes(chunk));
    return [...new Set(order)].join() === wanted.join() ? holds : violated(`after the recovery had started went upstream: ${order.join(", ") || "nothing"}`);
  },
  examples: {
    keeps: historyOf(submit(2), saw("recovery starts", 5, 0), saw("chunk starts", 10, 1, { edge: "before" }), saw("chunk starts", 20, 2, { edge: "before" })),
    breaks: historyOf(submit(2), saw("recovery starts", 5, 0), saw("chunk starts", 20, 2, { edge: "before" })),
  },
});
