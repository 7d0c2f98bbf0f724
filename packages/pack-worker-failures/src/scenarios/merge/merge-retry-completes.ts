import { defineScenario, kill, resetConnection } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn } from "../../faults/heals.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeHappensOnce } from "../../invariants/results/merge-happens-once.ts";
import { noItemTwice } from "../../invariants/results/no-item-twice.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { retryJob } from "../../workloads/retry-job.ts";

export const scenario = defineScenario({
  promise: "a retry after a broken merge completes with exactly the expected boxes",
  workload: retryJob({ chunks: 4, retry: "when it is struck" }),
  schedule: [],
  invariants: [
    noItemTwice,
    mergeHappensOnce,
    onlyUnfinishedChunksAreRedone,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  variants: {
    "killed between inserts": {
      schedule: [
        {
          at: jobs.moment("merge inserts", { chunk: 3 }),
          inject: kill(),
          heal: whenOthersGoOn(jobs.moment("merge starts", {}, { edge: "after", by: "other" })),
        },
      ],
    },
    "connection lost": { schedule: [{ at: jobs.moment("merge inserts", { chunk: 3 }), inject: resetConnection() }] },
    "killed before the commit": {
      schedule: [
        {
          at: jobs.moment("merge commits"),
          inject: kill(),
          heal: whenOthersGoOn(jobs.moment("merge starts", {}, { edge: "after", by: "other" })),
        },
      ],
    },
    "acknowledgement lost": {
      schedule: [{ at: jobs.moment("merge commits", {}, { edge: "after" }), inject: resetConnection() }],
    },
  },
});
