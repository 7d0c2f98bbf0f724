import { defineInvariant, seen, unknown } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { failed, historyOf, read } from "../../history/examples.ts";
import { judgeServed } from "../../history/judge-served.ts";

/** After a query that was ended for its length the pool serves every request that comes, on that connection or on a new one. */
export const poolServesTheNext = defineInvariant({
  name: "pool serves the next",
  timed: true,
  traits: ["queryTimeoutMs", "acquireTimeoutMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const [timeout, acquireTimeoutMs] = [promised("queryTimeoutMs"), promised("acquireTimeoutMs")];
    const long = calls("slow").find(({ input }) => input.ms > timeout);
    const next = long ? calls("read", "write").filter(({ calledAt }) => calledAt >= long.returnedAt) : [];
    if (next.length === 0) return unknown("no request came after a query that was too long");
    return judgeServed(next, acquireTimeoutMs);
  },
  examples: {
    keeps: historyOf(failed("slow", { key: "long", ms: 2_000 }, { from: 10, until: 520 }, 504), read("a", 530)),
    breaks: historyOf(
      failed("slow", { key: "long", ms: 2_000 }, { from: 10, until: 520 }, 504),
      failed("read", { key: "a" }, { from: 530, until: 540 }, 503),
    ),
  },
});
