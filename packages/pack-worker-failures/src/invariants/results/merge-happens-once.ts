import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, saw, work, worker } from "../../history/examples.ts";

/** Of each job one merge commits, and no second one. */
export const mergeHappensOnce = defineInvariant({
  name: "merge happens once",
  moments: ["merge commits"],
  check(history) {
    const commits = seen(history, jobs).moments("merge commits");
    if (commits.length === 0) return unknown("no merge was committed");
    const second = commits.find(
      ({ scope }, index) => commits.findIndex((each) => each.scope.job === scope.job) !== index,
    );
    return second ? violated(`job ${second.scope.job} was merged a second time`, second) : holds;
  },
  examples: {
    keeps: historyOf(saw("merge commits", work(0), 10)),
    breaks: historyOf(saw("merge commits", work(0), 10), saw("merge commits", work(0), 300, { by: worker(2) })),
  },
});
