import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, noteStrike, numbered, warm } from "./query-client.ts";

/** A read (`first`), and once a fault has struck as many writes of one record (`same`) at once as are asked for, each a wish of its own. */
export const raceWrites = (count: number): Workload =>
  defineWorkload(queries, {
    name: `${count} make one record at once`,
    uses: [...basics, "write", "records"],
    mayUse: ["sessions"],
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      const rivals = numbered("rival", count);
      await Promise.all(
        rivals.map((idempotencyKey) => client.call("write", { key: "same", value: "same", idempotencyKey })),
      );
    },
    probe: noteStrike,
    settle: endWell,
  });
