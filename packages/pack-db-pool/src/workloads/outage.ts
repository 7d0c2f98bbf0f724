import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, warm, whereOffered } from "./query-client.ts";

const READS = 5;

/** A read (`first`) that meets the outage, a few more beside which health is asked for, the end of the outage, and health again once the service is back. */
export const outage = (): Workload =>
  defineWorkload(queries, {
    name: "read and ask for health through an outage",
    uses: [...basics, "health", "alerts"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      for (const key of numbered("away", READS)) {
        await client.call("read", { key });
        await client.call("health", {});
      }
      await client.heal(0);
      await client.until("read", { key: "again" }, () => true);
    },
    async settle(client) {
      await endWell(client);
      await client.call("health", {});
    },
  });
