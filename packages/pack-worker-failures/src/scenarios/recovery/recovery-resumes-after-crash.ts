import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { completedChunksSurvive } from "../../invariants/progress/completed-chunks-survive.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "a transcription job resumes where it was; no finished chunk reaches the upstream again",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 3 }),
      inject: kill(),
      heal: whenTaken(3),
    },
  ],
  invariants: [
    onlyUnfinishedChunksAreRedone,
    completedChunksSurvive,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
  quick: true,
});
