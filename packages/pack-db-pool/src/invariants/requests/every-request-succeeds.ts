import { defineInvariant, seen, trouble, unknown } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { failed, historyOf, read, struck } from "../../history/examples.ts";
import { judgeServed } from "../../history/judge-served.ts";

/** Whatever the fault, every request succeeds. One that waited its whole time for a connection may have met a stall of the machine. */
export const everyRequestSucceeds = defineInvariant({
  name: "every request succeeds",
  timed: true,
  traits: ["acquireTimeoutMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const made = calls().filter(({ hungUp }) => !hungUp);
    const acquireTimeoutMs = promised("acquireTimeoutMs");
    if (!trouble(history) || made.length === 0) return unknown("no request met a fault");
    return judgeServed(made, acquireTimeoutMs);
  },
  examples: {
    keeps: historyOf(struck(1, 50), read("r1", 2), read("r2", 60)),
    breaks: historyOf(struck(1, 50), read("r1", 2), failed("read", { key: "r2" }, 60, 503)),
  },
});
