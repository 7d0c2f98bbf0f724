import { defineInvariant, seen, unknown } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { failed, historyOf, read, unanswered } from "../../history/examples.ts";
import { judgeServed } from "../../history/judge-served.ts";

/** When clients have hung up on as many queries as there can be connections, the next requests are served: the connections have come back. */
export const abandonedConnectionsComeBack = defineInvariant({
  name: "abandoned connections come back",
  timed: true,
  traits: ["poolSize", "acquireTimeoutMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const [size, acquireTimeoutMs] = [promised("poolSize"), promised("acquireTimeoutMs")];
    const abandoned = calls().filter(({ hungUp }) => hungUp);
    const last = Math.max(...abandoned.map(({ returnedAt }) => returnedAt));
    const after = calls().filter(({ calledAt, hungUp }) => !hungUp && calledAt >= last);
    if (abandoned.length < size || after.length === 0)
      return unknown(`${abandoned.length} clients hung up, too few to leave a pool empty`);
    return judgeServed(after, acquireTimeoutMs);
  },
  examples: {
    keeps: historyOf(
      ...["a", "b", "c"].map((key) => unanswered("slow", { key, ms: 450 }, { from: 10, until: 50 }, { hungUp: true })),
      read("after", 55),
    ),
    breaks: historyOf(
      ...["a", "b", "c"].map((key) => unanswered("slow", { key, ms: 450 }, { from: 10, until: 50 }, { hungUp: true })),
      failed("read", { key: "after" }, { from: 55, until: 306 }, 503),
    ),
  },
});
