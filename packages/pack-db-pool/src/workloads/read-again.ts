import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, readAtOnce, warm, whereOffered } from "./query-client.ts";

/** A read (`first`) on a pool that has its connections, then twice more reads at once than there are connections. */
export const readAgain = (): Workload =>
  defineWorkload(queries, {
    name: "read once, then many at once, twice",
    uses: basics,
    mayUse: whereOffered,
    async run(client) {
      await warm(client);
      await client.call("read", { key: "first" });
      // Nobody can know of an end that is still on the wire; connections that idle have been dead for longer.
      await client.pause();
      await readAtOnce(client, "next", 2 * client.trait("poolSize"));
      await readAtOnce(client, "later", 2 * client.trait("poolSize"));
    },
    settle: endWell,
  });
