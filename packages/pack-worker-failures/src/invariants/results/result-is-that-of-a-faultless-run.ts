import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { differenceFromFaultless, mayCompare } from "../../history/compare-with-faultless.ts";
import { did, faultless, historyOf, items, submit } from "../../history/examples.ts";
import { lastOf, mayHaveFailed, submitted, told } from "../../history/jobs-seen.ts";

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
    keeps: historyOf(
      faultless(did("result", { job: "j" }, 29, items(1, 2))),
      submit(2),
      did("result", { job: "j" }, 29, items(1, 2)),
    ),
    breaks: historyOf(
      faultless(did("result", { job: "j" }, 29, items(1, 2))),
      submit(2),
      did("result", { job: "j" }, 29, items(1, 2, 2)),
    ),
  },
});
