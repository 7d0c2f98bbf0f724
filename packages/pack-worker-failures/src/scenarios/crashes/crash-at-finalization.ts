import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenOthersGoOn } from "../../faults/heals.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { mergeHappensOnce } from "../../invariants/results/merge-happens-once.ts";
import { noItemTwice } from "../../invariants/results/no-item-twice.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "after a crash before the job is marked done the final result equals that of a run without a crash",
  workload: processJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("job finalizes"),
      inject: kill(),
      heal: whenOthersGoOn(jobs.moment("job finalizes", {}, { by: "other" })),
    },
  ],
  invariants: [
    mergeHappensOnce,
    noItemTwice,
    onlyUnfinishedChunksAreRedone,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
