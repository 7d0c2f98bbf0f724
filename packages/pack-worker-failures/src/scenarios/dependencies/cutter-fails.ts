import { defineScenario, look } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { noHalfSetOfChunks } from "../../invariants/damage/no-half-set-of-chunks.ts";
import { cuttingIsBounded } from "../../invariants/errors/cutting-is-bounded.ts";
import { jobFailsClearly } from "../../invariants/errors/job-fails-clearly.ts";
import { breakCutter } from "../../workloads/plant.ts";
import { processJob } from "../../workloads/process-job.ts";

export const scenario = defineScenario({
  promise: "a cutter that exits with an error ends in a bounded time with a clear error, and no half set of chunks",
  workload: processJob({ kind: "recording", chunks: 4, plant: breakCutter("fails") }),
  schedule: [{ at: jobs.moment("cutting starts"), inject: look() }],
  invariants: [cuttingIsBounded, jobFailsClearly, noHalfSetOfChunks],
});
