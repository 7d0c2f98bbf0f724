import { definePack, scenariosIn } from "@chaos-packs/contract";
import { jobs } from "./capabilities/jobs.ts";

/** What happens to jobs cut into chunks when the workers that do them die, freeze, or lose what they stand on. */
export const workerFailures = definePack({
  name: "worker-failures",
  capabilities: [jobs],
  scenarios: await scenariosIn(new URL("./scenarios/", import.meta.url)),
});

export { jobs };
