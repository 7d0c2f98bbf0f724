import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, warm, whereOffered } from "./query-client.ts";

/** A read (`first`) on a pool that has its connections, then one after the other until one is served. */
export const reconnect = (): Workload =>
  defineWorkload(queries, {
    name: "read until it is served",
    uses: basics,
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      await client.until("read", { key: "again" }, () => true);
    },
    settle: endWell,
  });
