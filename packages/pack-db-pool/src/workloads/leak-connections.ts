import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, noteStrike, numbered, warm, whereOffered } from "./query-client.ts";

/** How often the client asks in a while, ms: so many questions last at least as long as they are counted for. */
const ASKS_EVERY_MS = 20;

/** A read (`first`), and once a fault has struck as many leaks at once (`leak 1` …) as the pool has connections; then reads until one is served, and looks until the pool is whole. */
export const leakConnections = (): Workload =>
  defineWorkload(queries, {
    name: "leak every connection",
    uses: [...basics, "leak", "poolStats", "alerts", "leakAfterMs", "reconnectWithinMs", "slackMs"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      await Promise.all(numbered("leak", client.trait("poolSize")).map((key) => client.call("leak", { key })));
      await client.until("read", { key: "after the leaks" }, () => true);
      const waitMs = client.trait("leakAfterMs") + client.trait("reconnectWithinMs") + client.trait("slackMs");
      let asks = waitMs / ASKS_EVERY_MS;
      await client.until("poolStats", {}, ({ size, total, idle }) => {
        asks -= 1;
        return asks < 0 || (total <= size && idle === total);
      });
    },
    probe: noteStrike,
    settle: endWell,
  });
