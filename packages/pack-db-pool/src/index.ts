import { definePack } from "@chaos-packs/contract";
import { queries } from "./capabilities/queries.ts";
import { scenarios } from "./scenarios/index.ts";

/** What happens to a service when its database connections run out, fail or lie. */
export const dbPool = definePack({ name: "db-pool", capabilities: [queries], scenarios });

export { queries };
