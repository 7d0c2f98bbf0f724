import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, noteStrike, warm } from "./query-client.ts";

const MOST = 3;

/** A write (`wish`), asked for again under the same idempotency key while it fails; what makes it fail is healed after the first time. */
export const writeUntilDone = (): Workload =>
  defineWorkload(queries, {
    name: "write until it is done",
    uses: [...basics, "write", "records"],
    mayUse: ["sessions"],
    async run(client) {
      await warm(client);
      for (let count = 0; count < MOST; count++) {
        const { ok } = await client.call("write", { key: "wish", value: "granted", idempotencyKey: "wish" });
        if (isStruck(client)) await client.heal(0);
        if (ok) return;
      }
    },
    probe: noteStrike,
    settle: endWell,
  });
