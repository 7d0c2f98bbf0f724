import { definePack, scenariosIn } from "@chaos-packs/contract/pack";
import { postgresFaults } from "@chaos-packs/postgres";
import { queries } from "./capabilities/queries.ts";

/** What happens to a service when its database connections run out, fail or lie. */
export const dbPool = definePack({
  name: "db-pool",
  capabilities: [queries],
  faults: postgresFaults,
  scenarios: await scenariosIn(new URL("./scenarios/", import.meta.url)),
});

export { queries };
