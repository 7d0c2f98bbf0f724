import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, warm } from "./query-client.ts";

const READS = 4;

/** A record (`cached`) that is read several times through the cache; at the end until it comes fresh. */
export const readCached = (): Workload =>
  defineWorkload(queries, {
    name: "read through the cache",
    uses: [...basics, "write", "cachedRead"],
    mayUse: ["records", "sessions"],
    async run(client) {
      await warm(client);
      await client.demand("write", { key: "cached", value: "dear", idempotencyKey: "cached" });
      for (let count = 0; count < READS; count++) await client.call("cachedRead", { key: "cached" });
    },
    async settle(client) {
      await endWell(client);
      await client.until("cachedRead", { key: "cached" }, ({ stale }) => !stale);
    },
  });
