import { defineScenario, kill } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { whenTaken } from "../../faults/heals.ts";
import { eventsAreOnTime } from "../../invariants/recovery/events-are-on-time.ts";
import { recoveryIsAnnounced } from "../../invariants/recovery/recovery-is-announced.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { recoverJob } from "../../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise:
    "started, resumed and completed events are published in order, with every required field, each in time after its cause",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("work starts", { chunk: 3 }),
      inject: kill(),
      heal: whenTaken(3),
    },
  ],
  invariants: [recoveryIsAnnounced, eventsAreOnTime, jobIsDone],
});
