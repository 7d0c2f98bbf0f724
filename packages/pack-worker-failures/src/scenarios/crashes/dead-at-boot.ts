import { defineScenario } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { bootWithout } from "../../faults/boot-without.ts";
import { links } from "../../faults/links.ts";
import { nothingIsLeftOver } from "../../invariants/damage/nothing-is-left-over.ts";
import { bootedWorkerWorks } from "../../invariants/progress/booted-worker-works.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { resultIsThatOfAFaultlessRun } from "../../invariants/results/result-is-that-of-a-faultless-run.ts";
import { resultMatchesUpstream } from "../../invariants/results/result-matches-upstream.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a worker whose dependency is down at its start works once it is up; nothing half alive stays behind",
  workload: processJob({ chunks: 4, untilHealed: true }),
  schedule: [],
  invariants: [bootedWorkerWorks, nothingIsLeftOver, jobIsDone, resultMatchesUpstream, resultIsThatOfAFaultlessRun],
  variants: {
    database: {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }),
          inject: bootWithout(links.database),
          // Long enough for the boot to meet it, also on a busy machine.
          heal: jobs.after("redeliveryMs", 2),
        },
      ],
    },
    events: {
      schedule: [
        {
          at: jobs.moment("work starts", { chunk: 2 }),
          inject: bootWithout(links.events),
          // Long enough for the boot to meet it, also on a busy machine.
          heal: jobs.after("redeliveryMs", 2),
        },
      ],
    },
  },
});
