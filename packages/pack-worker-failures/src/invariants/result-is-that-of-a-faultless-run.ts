import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { did, historyOf, items, submit, without } from "../history/build-history.ts";
import { differenceFromFaultless, mayCompare } from "../history/compare-with-faultless.ts";
import { lastOf, mayHaveFailed, submitted, told } from "../history/jobs-seen.ts";

/** What every job has made in the end is what it makes when nothing fails: nothing is missing, nothing is there twice. */
export const resultIsThatOfAFaultlessRun = defineInvariant({
  name: "result is that of a faultless run",
  reads: ["result"],
  needsSettle: true,
  optionalTraits: ["redeliveries"],
  check(history) {
    const taken = submitted(history);
    if (taken.length === 0 || !mayCompare(history)) return unknown("nobody read the result of a job");
    for (const { job } of taken) {
      if (lastOf(told(history), job)?.status === "failed" && mayHaveFailed(history)) continue;
      const difference = differenceFromFaultless(history, job);
      if (difference) return violated(`job ${job} has ${difference}`);
    }
    return holds;
  },
  examples: {
    keeps: without(did("result", 30, items(1, 2)), historyOf(submit(2), did("result", 30, items(1, 2)))),
    breaks: without(did("result", 30, items(1, 2)), historyOf(submit(2), did("result", 30, items(1, 2, 2)))),
  },
});
