import { definePack } from "@chaos-packs/contract";
import { jobs } from "./capabilities/jobs.ts";
import { scenarios } from "./scenarios/index.ts";

/** What happens to jobs cut into chunks when the workers that do them die, freeze, or lose what they stand on. */
export const workerFailures = definePack({ name: "worker-failures", capabilities: [jobs], scenarios });

export { jobs };
