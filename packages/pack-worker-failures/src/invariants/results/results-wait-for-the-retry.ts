import { defineInvariant, faultsSeen, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, struck } from "../../history/examples.ts";

/** From the moment that a merge is struck every look finds all chunk results stored. */
export const resultsWaitForTheRetry = defineInvariant({
  name: "results wait for the retry",
  reads: ["progress"],
  timed: true,
  check(history) {
    const [fault] = faultsSeen(history);
    const samples = fault
      ? seen(history, jobs)
          .looks("progress")
          .filter(({ at }) => at >= fault.at)
      : [];
    if (samples.length === 0) return unknown("nobody looked at the results after the fault");
    const lost = samples.find(({ output }) => output.total === 0 || output.stored !== output.total);
    return lost ? violated(`${lost.output.stored} of ${lost.output.total} results were there for the retry`) : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 300), looked("progress", { job: "j" }, 20, { total: 5, marked: 5, stored: 5 })),
    breaks: historyOf(struck(10, 300), looked("progress", { job: "j" }, 20, { total: 5, marked: 5, stored: 0 })),
  },
});
