import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, read, struck } from "../../history/examples.ts";
import { unclear } from "../../history/failures-seen.ts";

/** Whoever meets trouble with the database is told so: an answer, not a 500 as for a bug, in words, and with a Retry-After when it is a 503. */
export const failuresAreClear = defineInvariant({
  name: "failures are clear",
  traits: ["unavailableStatus"],
  check(history) {
    const { calls } = seen(history, queries);
    // All of the run: what a fault does may be answered before the fault is all in.
    const made = trouble(history) ? calls() : [];
    if (made.length === 0) return unknown("no request met a fault");
    const found = made.find((call) => unclear(call) !== undefined);
    return found ? violated(`${describeCall(found)}; it ${unclear(found)}`, found) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 90),
      failed("read", { key: "a" }, 20, 503, { error: "too many connections", headers: { "retry-after": "1" } }),
      read("b", 100),
    ),
    breaks: historyOf(
      struck(10, 90),
      failed("read", { key: "a" }, 20, 500, { error: "sorry, too many clients already" }),
    ),
  },
});
