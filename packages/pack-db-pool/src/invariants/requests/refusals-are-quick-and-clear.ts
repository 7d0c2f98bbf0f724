import { defineInvariant, exceeded, holds, seen, took, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, struck } from "../../history/examples.ts";
import { isFailed, retryAfterOf } from "../../history/failures-seen.ts";
import { isCalledWithin } from "../../history/is-called-within.ts";
import { overrunOfAll } from "../../history/overrun-of-all.ts";

/** While nobody listens at the database every request is refused at once, with 503 and a Retry-After. */
export const refusalsAreQuickAndClear = defineInvariant({
  name: "refusals are quick and clear",
  timed: true,
  traits: ["failFastMs", "unavailableStatus"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const withinMs = promised("failFastMs");
    const made = fault ? calls("read").filter(isCalledWithin(fault)) : [];
    if (made.length === 0) return unknown("nobody asked while the database was gone");
    const unclear = made.find(
      (call) => !isFailed(call) || call.result.httpStatus !== 503 || retryAfterOf(call.result) === undefined,
    );
    if (unclear) return violated(describeCall(unclear), unclear);
    const late = made.filter((call) => took(call) > withinMs);
    const [first] = late;
    return first
      ? exceeded(
          `${describeCall(first)}; promised are ${withinMs} ms`,
          overrunOfAll(late, (call) => took(call) - withinMs),
          first,
        )
      : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 300), failed("read", { key: "a" }, 20, 503, { headers: { "retry-after": "1" } })),
    breaks: historyOf(
      struck(10, 300),
      failed("read", { key: "a" }, { from: 20, until: 272 }, 503, { headers: { "retry-after": "1" } }),
    ),
  },
});
