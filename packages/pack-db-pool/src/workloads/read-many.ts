import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, noteStrike, readAtOnce } from "./query-client.ts";

/** A read (`first`), and once a fault has struck as many at once as are asked for (`many 1` …). */
export const readMany = (count: number): Workload =>
  defineWorkload(queries, {
    name: `read once, and ${count} at once when a fault has struck`,
    uses: basics,
    async run(client) {
      await client.call("read", { key: "first" });
      if (isStruck(client)) await readAtOnce(client, "many", count);
    },
    probe: noteStrike,
    settle: endWell,
  });
