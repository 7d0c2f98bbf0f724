import { defineScenario, partition } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { links } from "../../faults/links.ts";
import { chunkIsKeptThroughTheFault } from "../../invariants/leases/chunk-is-kept-through-the-fault.ts";
import { noChunkIsDoneTwice } from "../../invariants/progress/no-chunk-is-done-twice.ts";
import { workGoesOnDuringTheFault } from "../../invariants/progress/work-goes-on-during-the-fault.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a worker cut off from the events keeps its work and finishes; after healing nothing is there twice",
  workload: processJob({ chunks: 6 }),
  schedule: [
    { at: jobs.moment("work starts", { chunk: 5 }), inject: partition({ link: links.events, fate: "release" }) },
  ],
  invariants: [
    workGoesOnDuringTheFault,
    chunkIsKeptThroughTheFault,
    noChunkIsDoneTwice,
    jobIsDone,
    resultMatchesUpstream,
    resultIsThatOfAFaultlessRun,
  ],
});
