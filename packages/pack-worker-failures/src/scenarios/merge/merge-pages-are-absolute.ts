import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { pagesAreAbsolute } from "../../invariants/results/pages-are-absolute.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise:
    "after kills the merged content equals what the upstream answered for every chunk, pages renumbered to the document, order kept",
  workload: processJob({ chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 2 }, { edge: "after" }),
      inject: kill(),
      heal: whenTaken(2),
    },
    {
      at: jobs.moment("result is stored", { chunk: 4 }),
      inject: kill(),
      heal: whenTaken(4),
    },
  ],
  invariants: [pagesAreAbsolute, resultMatchesUpstream, resultIsThatOfAFaultlessRun, jobIsDone],
});
