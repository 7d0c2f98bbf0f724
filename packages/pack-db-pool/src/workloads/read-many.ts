import { defineWorkload, type Workload } from "@chaos-packs/contract/pack";
import { queries } from "../capabilities/queries.ts";
import { basics, endWell, isStruck, noteStrike, readAtOnce, warm, whereOffered } from "./query-client.ts";

/** So many for each connection that the pool may have: all of them wait for most of the others. */
const FOR_EACH = 10;

interface Options {
  /** `cold` (default): the many find a pool that has yet to open its connections. `warm`: it has opened them. */
  readonly pool?: "cold" | "warm";
}

/** A read (`first`), and once a fault has struck many at once (`many 1` …), several times as many as the pool has connections. */
export const readMany = ({ pool = "cold" }: Options = {}): Workload =>
  defineWorkload(queries, {
    name: `read once, and many at once on a ${pool} pool when a fault has struck`,
    uses: basics,
    mayUse: whereOffered,
    async run(client) {
      await client.call("read", { key: "first" });
      if (!isStruck(client)) return;
      if (pool === "warm") await warm(client);
      await readAtOnce(client, "many", FOR_EACH * client.trait("poolSize"));
    },
    probe: noteStrike,
    settle: endWell,
  });
