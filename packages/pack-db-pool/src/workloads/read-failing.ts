import { defineWorkload, type Workload } from "@chaos-packs/contract";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, readAtOnce, warm } from "./query-client.ts";

const ROUNDS = 10;
const AT_ONCE = 10;

/** A read (`first`), then a hundred, ten at once. */
export const readFailing = (): Workload =>
  defineWorkload(queries, {
    name: "read a hundred, ten at once",
    uses: basics,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      for (let round = 1; round <= ROUNDS; round++) await readAtOnce(client, `round ${round}`, AT_ONCE);
    },
    settle: endWell,
  });
