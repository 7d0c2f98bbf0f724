import { defineInvariant, exceeded, type History, holds, unknown, violated } from "@chaos-packs/contract";
import { failed, historyOf, read, struck } from "../history/build-history.ts";
import { trouble } from "../history/faults-seen.ts";
import { calls, describeCall, took, trait } from "../history/queries-seen.ts";

/** When the service was seen to be back: its first success after the last heal, or the time that it promises, whichever came first. */
function backAt(history: History, healedAt: number): number {
  const promised = healedAt + (trait(history, "reconnectWithinMs") ?? 0) + (trait(history, "slackMs") ?? 0);
  const [first] = calls(history)
    .filter(({ name, calledAt, result }) => name !== "health" && calledAt >= healedAt && result.status === "ok")
    .map(({ returnedAt }) => returnedAt)
    .sort((a, b) => a - b);
  return Math.min(promised, first ?? promised);
}

/** By itself, and within the promised time, the service is back after the fault; from then on every request succeeds. */
export const onceBackEverythingSucceeds = defineInvariant({
  name: "once back everything succeeds",
  timed: true,
  check(history) {
    const fault = trouble(history);
    const patience = trait(history, "acquireTimeoutMs");
    if (!fault || patience === undefined) return unknown("no fault went in");
    const at = backAt(history, fault.until);
    const after = calls(history).filter(({ calledAt }) => calledAt >= at);
    if (after.length === 0) {
      const since = calls(history).filter(({ calledAt }) => calledAt >= fault.until);
      return since.length === 0
        ? unknown("no request was made after the fault")
        : violated("no request succeeded again");
    }
    const lost = after.find(({ result }) => result.status !== "ok");
    if (!lost) return holds;
    return took(lost) >= patience ? exceeded(describeCall(lost), took(lost), lost) : violated(describeCall(lost), lost);
  },
  examples: {
    keeps: historyOf(struck(10, 300), failed("read", { key: "a" }, { from: 310 }, 503), read("b", 400), read("c", 410)),
    breaks: historyOf(struck(10, 300), read("a", 310), failed("read", { key: "b" }, { from: 400 }, 503)),
  },
});
