import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { connectionsOfPools, mostOpen, poolsSeen } from "../../history/connections-of-pools.ts";
import { connection, historyOf, read, struck } from "../../history/examples.ts";

/** When the database returns, connections come back no faster than the pool allows: never more than its most at once, and none is dialled that does not replace one. */
export const poolGrowsGently = defineInvariant({
  name: "pool grows gently",
  timed: true,
  traits: ["poolSize", "poolMost"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const [size, most] = [promised("poolSize"), promised("poolMost")];
    if (!fault) return unknown("the database was never away");
    const since = connectionsOfPools(history).filter(({ dialledAt }) => dialledAt >= fault.until);
    const waiting = calls().filter(({ calledAt, returnedAt }) => calledAt <= fault.until && returnedAt >= fault.until);
    if (since.length === 0 && waiting.length <= size) return unknown("nobody needed a connection when it returned");
    const found = mostOpen(connectionsOfPools(history).filter(({ closedAt }) => closedAt >= fault.at));
    if (found.most > most)
      return violated(`${found.who}: ${found.most} connections were open at once; ${most} are promised`);
    const closed = since.filter(({ closedAt }) => closedAt !== Number.POSITIVE_INFINITY).length;
    const all = most * Math.max(1, poolsSeen(since));
    return since.length <= all + closed
      ? holds
      : violated(
          `${since.length} connections were dialled after the return for pools of ${all} together, ${closed} of them closed`,
        );
  },
  examples: {
    keeps: historyOf(struck(10, 200), read("a", 150, 220), connection(1, 205), connection(2, 206)),
    breaks: historyOf(struck(10, 200), read("a", 150, 220), ...[1, 2, 3, 4].map((id) => connection(id, 204 + id))),
  },
});
