import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, struck } from "../../history/examples.ts";
import { isFailed } from "../../history/failures-seen.ts";
import { isCalledWithin } from "../../history/is-called-within.ts";

/** Failing statements fail their own requests, and never leave others without a connection: however many there were, none fails as exhaustion does. */
export const failuresKeepToThemselves = defineInvariant({
  name: "failures keep to themselves",
  timed: true,
  traits: ["poolMost"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const most = promised("poolMost");
    const failures = fault
      ? calls("read")
          .filter(isCalledWithin(fault))
          .filter(({ result }) => result.status !== "ok")
      : [];
    if (failures.length <= most) return unknown(`${failures.length} requests failed, too few to use up a pool`);
    const starved = failures.find((call) => !isFailed(call) || call.result.httpStatus === 503);
    return starved ? violated(describeCall(starved), starved) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 100),
      ...["a", "b", "c", "d"].map((key) => failed("read", { key }, 20, 500, { error: "fails on purpose" })),
    ),
    breaks: historyOf(
      struck(10, 900),
      ...["a", "b", "c"].map((key) => failed("read", { key }, 20, 500, { error: "fails on purpose" })),
      failed("read", { key: "d" }, { from: 30, until: 281 }, 503),
    ),
  },
});
