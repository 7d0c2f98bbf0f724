import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, noteStrike, numbered, warm } from "./query-client.ts";

/**
 * A read (`first`), and once a fault has struck as many more (`abandoned 1` …) as there are steps behind the first: when each
 * is held in mid query, all clients hang up.
 */
export const hangUpReads = (count: number): Workload =>
  defineWorkload(queries, {
    name: `hang up ${count} reads in mid query`,
    uses: basics,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      const held = Promise.all(Array.from({ length: count }, (_, index) => client.fault(index + 1, "injected")));
      await Promise.all(numbered("abandoned", count).map((key) => client.hangUp("read", { key }, held)));
      // When it is answered, however, the service has noticed who has hung up.
      await client.call("read", { key: "meanwhile" });
    },
    probe: noteStrike,
    settle: endWell,
  });
