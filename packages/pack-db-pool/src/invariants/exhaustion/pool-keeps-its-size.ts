import { defineInvariant, holds, seen, took, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { connectionsOfPools, mostOpen } from "../../history/connections-of-pools.ts";
import { connection, historyOf, read } from "../../history/examples.ts";

/** The server never sees a connection beyond the pool's size; only a request that has waited long enough may bring an extra one, up to the most. */
export const poolKeepsItsSize = defineInvariant({
  name: "pool keeps its size",
  timed: true,
  traits: ["poolSize", "poolMost"],
  optionalTraits: ["overflowAfterMs"],
  check(history) {
    const { calls, promised, trait } = seen(history, queries);
    const [size, most] = [promised("poolSize"), promised("poolMost")];
    // Who does not promise how long nobody waits for an extra connection may open it at once.
    const overflowAfterMs = trait("overflowAfterMs") ?? 0;
    const connections = connectionsOfPools(history);
    if (connections.length === 0) return unknown("nobody dialled");
    const mayOverflow = calls().some((call) => took(call) >= overflowAfterMs);
    const found = mostOpen(connections);
    const limit = mayOverflow ? most : size;
    return found.most <= limit
      ? holds
      : violated(
          `${found.who}: ${found.most} connections were open at ${Math.round(found.at)} ms; ${limit} are promised`,
        );
  },
  examples: {
    keeps: historyOf(read("a", 5), connection(1, 1), connection(2, 2, 30), connection(3, 40)),
    breaks: historyOf(read("a", 5), connection(1, 1), connection(2, 2), connection(3, 3)),
  },
});
