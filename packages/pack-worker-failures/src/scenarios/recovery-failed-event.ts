import { defineScenario, kill, refuse } from "@chaos-packs/contract";
import { jobs } from "../capabilities/jobs.ts";
import { links } from "../faults/links.ts";
import { completedChunksSurvive } from "../invariants/completed-chunks-survive.ts";
import { failedRecoveryIsTold } from "../invariants/failed-recovery-is-told.ts";
import { jobFailsClearly } from "../invariants/job-fails-clearly.ts";
import { triesAreBounded } from "../invariants/tries-are-bounded.ts";
import { recoverJob } from "../workloads/recover-job.ts";

export const scenario = defineScenario({
  promise: "a recovery that gives up publishes why, and leaves the job in a clear error state",
  workload: recoverJob({ kind: "recording", chunks: 4 }),
  schedule: [
    {
      at: jobs.moment("chunk starts", { chunk: 4 }),
      inject: kill(),
      heal: { when: jobs.moment("chunk fails", { chunk: 4 }, { edge: "after" }) },
    },
    {
      at: jobs.moment("recovery starts", {}, { edge: "after" }),
      inject: refuse({ link: links.upstream, fate: "release" }),
    },
  ],
  invariants: [failedRecoveryIsTold, jobFailsClearly, triesAreBounded, completedChunksSurvive],
});
