import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, readAtOnce, warm, whereOffered } from "./query-client.ts";

/** Enough to use up every connection, if each failure kept one. */
const TIMES_THE_POOL = 15;
const AT_ONCE = 10;

/** A read (`first`), then many more than there can be connections, ten at once. */
export const readFailing = (): Workload =>
  defineWorkload(queries, {
    name: "read many times as often as there are connections, ten at once",
    uses: [...basics, "poolMost"],
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      const rounds = Math.ceil((TIMES_THE_POOL * client.trait("poolMost")) / AT_ONCE);
      for (let round = 1; round <= rounds; round++) await readAtOnce(client, `round ${round}`, AT_ONCE);
    },
    settle: endWell,
  });
