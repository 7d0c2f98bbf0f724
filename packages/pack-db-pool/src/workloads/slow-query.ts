import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, lookUntil, noteStrike, warm, whereOffered } from "./query-client.ts";

const TIMEOUTS = 4;

/** A read (`first`), and once a fault has struck a query (`long`) that would last four times its timeout; then another read. */
export const slowQuery = (): Workload =>
  defineWorkload(queries, {
    name: "ask for too long a query",
    uses: [...basics, "slow", "queryTimeoutMs"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      await client.call("slow", { key: "long", ms: client.trait("queryTimeoutMs") * TIMEOUTS });
      await lookUntil(client, ({ active }) => active === 0);
      await client.call("read", { key: "next" });
    },
    probe: noteStrike,
    async settle(client) {
      await endWell(client);
      await client.call("slow", { key: "end", ms: 1 });
    },
  });
