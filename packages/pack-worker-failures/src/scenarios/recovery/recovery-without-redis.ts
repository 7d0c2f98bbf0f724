import { defineScenario, kill, refuse } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { links } from "../../faults/links.ts";
import { onlyUnfinishedChunksAreRedone } from "../../invariants/progress/only-unfinished-chunks-are-redone.ts";
import { workGoesOnDuringTheFault } from "../../invariants/progress/work-goes-on-during-the-fault.ts";
import { failedPublishIsSaid } from "../../invariants/recovery/failed-publish-is-said.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "recovery finishes when events cannot be published, and says so",
  workload: recoverJob({ kind: "recording", chunks: 4, publishFailures: true }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 3 }),
      inject: kill(),
      heal: whenTaken(3),
    },
    {
      at: jobs.moment("recovery starts", {}, { edge: "after" }),
      inject: refuse({ link: links.events, fate: "release" }),
    },
  ],
  invariants: [
    workGoesOnDuringTheFault,
    failedPublishIsSaid,
    onlyUnfinishedChunksAreRedone,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
