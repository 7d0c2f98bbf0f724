import { defineScenario, look } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { plantedOrphansAreFound } from "../../invariants/damage/planted-orphans-are-found.ts";
import { jobIsDone } from "../../invariants/results/job-is-done.ts";
import { findOrphans } from "../../workloads/find-orphans.ts";

export const scenario = defineScenario({
  promise: "planted orphans of the three kinds are found and listed, and nothing else is",
  workload: findOrphans({ chunks: 5 }),
  schedule: [{ at: jobs.moment("job finalizes", {}, { edge: "after" }), inject: look() }],
  invariants: [plantedOrphansAreFound, jobIsDone],
});
