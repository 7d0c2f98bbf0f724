import { defineInvariant, trouble, unknown } from "@chaos-packs/contract/pack";
import { failed, historyOf, read, struck } from "../history/examples.ts";
import { judgeServed } from "../history/judge-served.ts";
import { calls, trait } from "../history/queries-seen.ts";

/** From the very first one on, every request made after the fault is over succeeds. */
export const everythingAfterIsServed = defineInvariant({
  name: "everything after is served",
  timed: true,
  traits: ["acquireTimeoutMs"],
  check(history) {
    const fault = trouble(history);
    const patience = trait(history, "acquireTimeoutMs");
    const after = calls(history).filter(({ calledAt }) => fault && calledAt >= fault.until);
    if (after.length === 0) return unknown("no request was made after a fault");
    return judgeServed(after, patience);
  },
  examples: {
    keeps: historyOf(struck(10, 300), failed("read", { key: "a" }, 20, 503), read("b", 301)),
    breaks: historyOf(struck(10, 300), failed("read", { key: "b" }, 301, 503), read("c", 320)),
  },
});
