import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, numbered, warm } from "./query-client.ts";

const PAIRS = 12;

/** A read (`first`), then writes and reads in turn. */
export const readAndWriteInTurn = (): Workload =>
  defineWorkload(queries, {
    name: "read and write in turn",
    uses: [...basics, "write", "tries"],
    mayUse: ["records", "sessions"],
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      for (const key of numbered("turn", PAIRS)) {
        await client.call("write", { key, value: key, idempotencyKey: key });
        await client.call("read", { key });
      }
    },
    settle: endWell,
  });
