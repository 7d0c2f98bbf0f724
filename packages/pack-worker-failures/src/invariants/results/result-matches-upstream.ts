import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { differenceFromUpstream } from "../../history/compare-with-upstream.ts";
import { answer, did, historyOf, items, submit } from "../../history/examples.ts";
import { lastOf, submitted } from "../../history/jobs-seen.ts";

/** The items of every job, as the service gives them and as its database holds them, are in the end what the upstream answered for each chunk. */
export const resultMatchesUpstream = defineInvariant({
  name: "result matches upstream",
  reads: ["result"],
  needsSettle: true,
  moments: ["work starts"],
  details: ["work starts"],
  check(history) {
    const taken = submitted(history);
    const given = seen(history, jobs).answers("result");
    if (taken.length === 0 || given.length === 0) return unknown("nobody read the result of a job");
    for (const { job } of taken) {
      for (const last of [lastOf(given, job), lastOf(seen(history, jobs).looks("items"), job)]) {
        const difference = last && differenceFromUpstream(history, job, last.items);
        if (difference) return violated(`job ${job}: ${difference}`, last);
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(submit(2), answer(10, 1), answer(20, 2), did("result", { job: "j" }, 29, items(1, 2))),
    breaks: historyOf(submit(2), answer(10, 1), answer(20, 2), did("result", { job: "j" }, 29, items(2, 1))),
  },
});
