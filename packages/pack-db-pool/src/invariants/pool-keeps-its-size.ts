import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { connectionsSeen, mostOpen } from "../history/connections-seen.ts";
import { connection, historyOf, read } from "../history/examples.ts";
import { CAPABILITY, calls, took, trait } from "../history/queries-seen.ts";

/** The server never sees a connection beyond the pool's size; only a request that has waited long enough may bring an extra one, up to the most. */
export const poolKeepsItsSize = defineInvariant({
  name: "pool keeps its size",
  timed: true,
  traits: ["poolSize", "poolMost"],
  optionalTraits: ["overflowAfterMs"],
  check(history) {
    const [size, most] = [trait(history, "poolSize"), trait(history, "poolMost")];
    // Who does not promise how long nobody waits for an extra connection may open it at once.
    const patience = history.traits[CAPABILITY]?.["overflowAfterMs"] ?? 0;
    const connections = connectionsSeen(history);
    if (connections.length === 0) return unknown("nobody dialled");
    const mayOverflow = calls(history).some((call) => took(call) >= patience);
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
