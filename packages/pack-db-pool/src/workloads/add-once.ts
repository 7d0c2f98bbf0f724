import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, warm, whereOffered } from "./query-client.ts";

const MOST = 3;

/** One addition (to `sum`), asked for again under the same idempotency key while it fails. */
export const addOnce = (): Workload =>
  defineWorkload(queries, {
    name: "add until it is done",
    uses: [...basics, "add", "counters"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      for (let count = 0; count < MOST; count++) {
        if ((await client.call("add", { keys: ["sum"], amount: 1, idempotencyKey: "sum" })).ok) return;
      }
    },
    async settle(client) {
      await endWell(client);
      await client.call("add", { keys: ["end"], amount: 1, idempotencyKey: "end addition" });
      await client.observe("counters", {});
    },
  });
