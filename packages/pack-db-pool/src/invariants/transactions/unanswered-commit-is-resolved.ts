import { defineInvariant, type History, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall, keysOf } from "../../history/calls-seen.ts";
import { did, failed, historyOf, looked, records, struck } from "../../history/examples.ts";
import { amountOf, type Wish, wishes } from "../../history/writes-seen.ts";

/** How often a wish has come true, as far as anybody can see. */
function timesDone(history: History, wish: Wish): number | undefined {
  const { looks } = seen(history, queries);
  const [key = ""] = keysOf(wish);
  if (wish.name !== "add")
    return looks("records")
      .at(-1)
      ?.output.records.filter((each) => each.key === key).length;
  const total = looks("counters").at(-1)?.output.counters[key] ?? 0;
  return total / amountOf(wish);
}

/** A COMMIT that was never answered is resolved by its idempotency key: the wish is granted in the end, is never taken for somebody else's, and has come true once. */
export const unansweredCommitIsResolved = defineInvariant({
  name: "unanswered commit is resolved",
  traits: ["idempotencyKeptMs"],
  needsSettle: true,
  check(history) {
    const fault = trouble(history);
    const made = fault ? wishes(history).filter(({ calls: [first] }) => first && first.calledAt <= fault.at) : [];
    if (made.length === 0) return unknown("no commit was left unanswered");
    for (const wish of made) {
      const stranger = wish.calls.find(({ result }) => result.status === "failed" && result.httpStatus === 409);
      if (stranger)
        return violated(`it met its own doing and took it for another's: ${describeCall(stranger)}`, stranger);
      const last = wish.calls.at(-1);
      if (last?.result.status !== "ok") return violated(`in the end, ${last ? describeCall(last) : "nothing"}`, last);
      const times = timesDone(history, wish);
      if (times === undefined) return unknown("nobody looked at what was written");
      if (times !== 1) return violated(`${wish.name} was asked for once and has come true ${times} times`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(20, 21),
      did("write", { key: "a", value: "a", idempotencyKey: "1" }, { from: 10, until: 90 }, { key: "a" }),
      did("add", { keys: ["n"], amount: 2, idempotencyKey: "2" }, { from: 10, until: 90 }, { totals: [2] }),
      records(100, "a"),
      looked("counters", {}, 100, { counters: { n: 2 } }),
    ),
    breaks: historyOf(
      struck(20, 21),
      failed("write", { key: "a", value: "a", idempotencyKey: "1" }, { from: 10, until: 90 }, 409),
      records(100, "a"),
    ),
  },
});
