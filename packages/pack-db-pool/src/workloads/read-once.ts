import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, warm, whereOffered } from "./query-client.ts";

/** One read (`first`) on a pool that has its connections. */
export const readOnce = (): Workload =>
  defineWorkload(queries, {
    name: "read once",
    uses: basics,
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
    },
    settle: endWell,
  });
