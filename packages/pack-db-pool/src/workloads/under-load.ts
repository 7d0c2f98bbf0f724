import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, warm } from "./query-client.ts";

/** Twice as many clients as the pool has connections, each reading on (`load 1` …) until the fault is over and it has been served once more. */
export const underLoad = (): Workload =>
  defineWorkload(queries, {
    name: "read on until the fault is over",
    uses: basics,
    async run(client) {
      await warm(client);
      let isOver = false;
      const load = Promise.all(
        numbered("load", 2 * client.trait("poolSize")).map((key) => client.until("read", { key }, () => isOver)),
      );
      await client.fault(0, "injected");
      await client.heal(0);
      isOver = true;
      await load;
    },
    settle: endWell,
  });
