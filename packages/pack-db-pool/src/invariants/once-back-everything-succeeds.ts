import { defineInvariant, exceeded, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { failed, historyOf, read, struck } from "../history/examples.ts";
import { judgeServed } from "../history/judge-served.ts";
import { calls, trait } from "../history/queries-seen.ts";

/** By itself, and within the promised time, the service is back after the fault; from then on every request succeeds. */
export const onceBackEverythingSucceeds = defineInvariant({
  name: "once back everything succeeds",
  timed: true,
  traits: ["reconnectWithinMs", "slackMs", "acquireTimeoutMs"],
  check(history) {
    const fault = trouble(history);
    const [promised, slack, patience] = [
      trait(history, "reconnectWithinMs"),
      trait(history, "slackMs"),
      trait(history, "acquireTimeoutMs"),
    ];
    if (!fault) return unknown("no fault went in");
    const since = calls(history).filter(({ name, calledAt }) => name !== "health" && calledAt >= fault.until);
    if (since.length === 0) return unknown("no request was made after the fault");
    const served = since.filter(({ result }) => result.status === "ok").map(({ returnedAt }) => returnedAt);
    const backAt = Math.min(Number.POSITIVE_INFINITY, ...served);
    if (backAt === Number.POSITIVE_INFINITY) return violated("no request succeeded again");
    const lateBy = backAt - fault.until - promised;
    if (lateBy > slack)
      return exceeded(`it was back ${Math.round(lateBy)} ms later than promised`, {
        byMs: lateBy,
        from: fault.until,
        to: backAt,
      });
    return judgeServed(
      calls(history).filter(({ calledAt }) => calledAt >= backAt),
      patience,
    );
  },
  examples: {
    keeps: historyOf(struck(10, 300), failed("read", { key: "a" }, 310, 503), read("b", 400), read("c", 410)),
    breaks: historyOf(struck(10, 300), read("a", 310), failed("read", { key: "b" }, 400, 503)),
  },
});
