import { definePack, faultTypesIn, scenariosIn } from "@chaos-packs/contract/pack";
import { httpFaults } from "@chaos-packs/http";
import { jobs } from "./capabilities/jobs.ts";

/** What happens to jobs cut into chunks when the workers that do them die, freeze, or lose what they stand on. */
export const workerFailures = definePack({
  name: "worker-failures",
  capabilities: [jobs],
  faults: [...(await faultTypesIn(new URL("./faults/", import.meta.url))), ...httpFaults],
  scenarios: await scenariosIn(new URL("./scenarios/", import.meta.url)),
});

export { jobs };
