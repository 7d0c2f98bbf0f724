import { defineScenario, look } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { jobFailsClearly } from "../../invariants/errors/job-fails-clearly.ts";
import { neverAWrongResult } from "../../invariants/results/never-a-wrong-result.ts";
import { contradictJob } from "../../workloads/contradict-job.ts";

export const scenario = defineScenario({
  promise: "a job whose rows contradict each other ends in a clear error state, never in a wrong result",
  workload: contradictJob({ chunks: 4 }),
  schedule: [{ at: jobs.moment("job finalizes", {}, { edge: "after" }), inject: look() }],
  invariants: [jobFailsClearly, neverAWrongResult],
  deadlineFactor: 0.5,
});
