import { defineCapability } from "@chaos-packs/contract/pack";
import { deadlinesOfJobs } from "./deadlines-of-jobs.ts";
import { effectsOfJobs } from "./effects-of-jobs.ts";
import { partsOfJobs } from "./parts-of-jobs.ts";

/**
 * Work that a service takes on, and that its workers do later. What nearly every service has: `submit`, `status` and
 * `result`, and on the wire that work is claimed, starts, is renewed, that its result is stored, that it completes or fails.
 * Everything else is there for services that have it: jobs cut into chunks, leases that are taken over, retries and
 * recoveries on request, an object store, a cutter, a merge, events.
 */
export const jobs = defineCapability({
  ...partsOfJobs,
  effects: effectsOfJobs,
  deadlines: deadlinesOfJobs,
});
