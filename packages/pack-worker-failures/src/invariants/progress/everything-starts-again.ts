import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, submit, work } from "../../history/examples.ts";
import { chunkOf, submitted } from "../../history/jobs-seen.ts";

/** After a recovery with nothing to build on every chunk goes upstream. */
export const everythingStartsAgain = defineInvariant({
  name: "everything starts again",
  moments: ["recovery starts", "work starts", "work completes"],
  check(history) {
    const [recovery] = seen(history, jobs).moments("recovery starts");
    const [taken] = submitted(history);
    if (!recovery || !taken) return unknown("no recovery started");
    const done = seen(history, jobs)
      .moments("work completes")
      .find(({ at }) => at < recovery.at);
    if (done) return unknown(`chunk ${chunkOf(done)} was completed before the recovery`);
    const sent = new Set(
      seen(history, jobs)
        .moments("work starts", "before")
        .flatMap((seen) => (seen.at >= recovery.at ? [chunkOf(seen)] : [])),
    );
    const all = Array.from({ length: taken.chunks }, (_, index) => `${taken.job}/${index + 1}`);
    const missed = all.find((chunk) => !sent.has(chunk));
    return missed ? violated(`chunk ${missed} was not sent upstream after the recovery had started`) : holds;
  },
  examples: {
    keeps: historyOf(
      submit(2),
      saw("recovery starts", work(0), 5),
      saw("work starts", work(1), 10, { edge: "before" }),
      saw("work starts", work(2), 20, { edge: "before" }),
    ),
    breaks: historyOf(
      submit(2),
      saw("recovery starts", work(0), 5),
      saw("work starts", work(2), 20, { edge: "before" }),
    ),
  },
});
