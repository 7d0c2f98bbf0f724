import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, lookUntil, noteStrike, numbered, warm, whereOffered } from "./query-client.ts";

/** More than the pool can ever serve at once, so that its bound is met. */
const MORE = 3;
/** Long enough for those who wait to be given an extra connection. */
const OF_PATIENCE = 1.25;
/** Looks take a ms or so each; a pool that never goes back to its size is given up after these. */
const LOOKS = 1_000;

/** A read (`first`), and once a fault has struck more slow queries at once (`slow 1` …) than there can be connections; then looks until the pool has its size again. */
export const slowAtOnce = (): Workload =>
  defineWorkload(queries, {
    name: "put the pool under pressure",
    uses: [...basics, "slow", "overflowAfterMs", "poolMost"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      const ms = Math.round(client.trait("overflowAfterMs") * OF_PATIENCE);
      const keys = numbered("slow", client.trait("poolMost") + MORE);
      await Promise.all(keys.map((key) => client.call("slow", { key, ms })));
      const size = client.trait("poolSize");
      await lookUntil(client, ({ open }) => open <= size, LOOKS);
    },
    probe: noteStrike,
    async settle(client) {
      await endWell(client);
      await client.call("slow", { key: "end", ms: 1 });
    },
  });
