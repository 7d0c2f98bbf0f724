import { defineInvariant, seen, trouble, unknown } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { failed, historyOf, read, struck } from "../../history/examples.ts";
import { judgeServed } from "../../history/judge-served.ts";

/** From the very first one on, every request made after the fault is over succeeds. */
export const everythingAfterIsServed = defineInvariant({
  name: "everything after is served",
  timed: true,
  traits: ["acquireTimeoutMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const acquireTimeoutMs = promised("acquireTimeoutMs");
    const after = calls().filter(({ calledAt }) => fault && calledAt >= fault.until);
    if (after.length === 0) return unknown("no request was made after a fault");
    return judgeServed(after, acquireTimeoutMs);
  },
  examples: {
    keeps: historyOf(struck(10, 300), failed("read", { key: "a" }, 20, 503), read("b", 301)),
    breaks: historyOf(struck(10, 300), failed("read", { key: "b" }, 301, 503), read("c", 320)),
  },
});
