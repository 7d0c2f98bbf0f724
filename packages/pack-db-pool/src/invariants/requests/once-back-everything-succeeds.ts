import { defineInvariant, exceeded, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { failed, historyOf, read, struck } from "../../history/examples.ts";
import { judgeServed } from "../../history/judge-served.ts";

/** By itself, and within the promised time, the service is back after the fault; from then on every request succeeds. */
export const onceBackEverythingSucceeds = defineInvariant({
  name: "once back everything succeeds",
  timed: true,
  traits: ["reconnectWithinMs", "slackMs", "acquireTimeoutMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const [promisedMs, slack, acquireTimeoutMs] = [
      promised("reconnectWithinMs"),
      promised("slackMs"),
      promised("acquireTimeoutMs"),
    ];
    if (!fault) return unknown("no fault went in");
    const since = calls().filter(({ name, calledAt }) => name !== "health" && calledAt >= fault.until);
    if (since.length === 0) return unknown("no request was made after the fault");
    const served = since.filter(({ result }) => result.status === "ok").map(({ returnedAt }) => returnedAt);
    const backAt = Math.min(Number.POSITIVE_INFINITY, ...served);
    if (backAt === Number.POSITIVE_INFINITY) return violated("no request succeeded again");
    const lateBy = backAt - fault.until - promisedMs;
    if (lateBy > slack)
      return exceeded(`it was back ${Math.round(lateBy)} ms later than promised`, {
        byMs: lateBy,
        from: fault.until,
        to: backAt,
      });
    return judgeServed(
      calls().filter(({ calledAt }) => calledAt >= backAt),
      acquireTimeoutMs,
    );
  },
  examples: {
    keeps: historyOf(struck(10, 300), failed("read", { key: "a" }, 310, 503), read("b", 400), read("c", 410)),
    breaks: historyOf(struck(10, 300), read("a", 310), failed("read", { key: "b" }, 400, 503)),
  },
});
