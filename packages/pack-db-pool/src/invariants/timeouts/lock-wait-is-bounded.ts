import {
  defineInvariant,
  exceeded,
  holds,
  overrun,
  seen,
  trouble,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, struck, unanswered } from "../../history/examples.ts";
import { unclear } from "../../history/failures-seen.ts";

/** A writer that a lock keeps waiting fails within the lock timeout, and clearly. */
export const lockWaitIsBounded = defineInvariant({
  name: "lock wait is bounded",
  timed: true,
  reads: ["write"],
  traits: ["lockTimeoutMs", "slackMs"],
  check(history) {
    const { calls, promised } = seen(history, queries);
    const fault = trouble(history);
    const [lockMs, slack] = [promised("lockTimeoutMs"), promised("slackMs")];
    if (!fault) return unknown("nothing was locked");
    const blocked = calls("write").filter(
      ({ calledAt, returnedAt }) => returnedAt > fault.at && calledAt < fault.until,
    );
    if (blocked.length === 0) return unknown("nobody wrote while it was locked");
    for (const call of blocked) {
      if (unclear(call) !== undefined) return violated(`${describeCall(call)}; it ${unclear(call)}`, call);
      if (call.result.status === "ok" && call.returnedAt < fault.until)
        return unknown("the lock kept nobody from writing");
      const waited = call.returnedAt - Math.max(call.calledAt, fault.at);
      if (waited > lockMs + slack)
        return exceeded(`${describeCall(call)}; promised are ${lockMs} ms`, overrun(call, waited - lockMs), call);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 300),
      failed("write", { key: "a", value: "a", idempotencyKey: "1" }, { from: 5, until: 170 }, 503, {
        error: "lock timeout",
        headers: { "retry-after": "1" },
      }),
    ),
    breaks: historyOf(
      struck(10, 2_510),
      unanswered("write", { key: "a", value: "a", idempotencyKey: "1" }, { from: 5, until: 2_505 }),
    ),
  },
});
