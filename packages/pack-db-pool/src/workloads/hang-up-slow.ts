import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, lookUntil, noteStrike, warm } from "./query-client.ts";

/** Close to the timeout, so that what ends the query in time is not that. */
const OF_TIMEOUT = 0.9;

/** A read (`first`), and once a fault has struck a slow query (`abandoned`) whose client hangs up when the server runs it. */
export const hangUpSlow = (): Workload =>
  defineWorkload(queries, {
    name: "hang up in a slow query",
    uses: [...basics, "slow", "sessions"],
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      const ms = Math.round(client.trait("queryTimeoutMs") * OF_TIMEOUT);
      const running = lookUntil(client, ({ active }) => active > 0);
      await client.hangUp("slow", { key: "abandoned", ms }, running);
      await lookUntil(client, ({ active }) => active === 0);
    },
    probe: noteStrike,
    async settle(client) {
      await endWell(client);
      await client.call("slow", { key: "end", ms: 1 });
    },
  });
