import { defineInvariant, exceeded, holds, overrun, seen, took, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { failed, historyOf, sessions } from "../../history/examples.ts";
import { isFailed } from "../../history/failures-seen.ts";

/** A query past its timeout fails in time and with 504, and ends in the server too. */
export const longQueryIsEnded = defineInvariant({
  name: "long query is ended",
  timed: true,
  reads: ["slow", "sessions"],
  traits: ["queryTimeoutMs", "cancelWithinMs", "slackMs"],
  check(history) {
    const { calls, looks, promised } = seen(history, queries);
    const [timeout, cancel, slack] = [promised("queryTimeoutMs"), promised("cancelWithinMs"), promised("slackMs")];
    const [long] = calls("slow").filter(({ input }) => input.ms > timeout);
    if (!long) return unknown("no query was longer than its timeout");
    if (!isFailed(long) || long.result.httpStatus !== 504) return violated(describeCall(long), long);
    if (took(long) > timeout + slack)
      return exceeded(`${describeCall(long)}; promised are ${timeout} ms`, overrun(long, took(long) - timeout), long);
    const after = looks("sessions").filter(({ at }) => at >= long.returnedAt);
    if (after.length === 0) return unknown("nobody looked at the server after the query had failed");
    const idle = after.find(({ output }) => output.active === 0);
    if (!idle) return violated("the query had failed, and the server was never seen without a running one");
    const lateBy = idle.at - long.returnedAt - (cancel + slack);
    return lateBy > 0
      ? exceeded(`the query ran on in the server for ${Math.round(lateBy)} ms too long`, {
          byMs: lateBy,
          from: long.returnedAt,
          to: idle.at,
        })
      : holds;
  },
  examples: {
    keeps: historyOf(
      failed("slow", { key: "long", ms: 2_000 }, { from: 10, until: 520 }, 504),
      sessions(525, { active: 0 }),
    ),
    breaks: historyOf(
      failed("slow", { key: "long", ms: 2_000 }, { from: 10, until: 520 }, 504),
      sessions(525, { active: 1 }),
      sessions(2_015, { active: 0 }),
    ),
  },
});
