import { defineInvariant, judgeInTime, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { historyOf, sessions, unanswered } from "../../history/examples.ts";

/** A client that hangs up does not leave its query running: the server ends it within the promised time. */
export const abandonedQueryEnds = defineInvariant({
  name: "abandoned query ends",
  timed: true,
  reads: ["slow", "sessions"],
  traits: ["cancelWithinMs", "slackMs"],
  check(history) {
    const { calls, looks, promised } = seen(history, queries);
    const promise = { promisedMs: promised("cancelWithinMs"), slackMs: promised("slackMs") };
    const last = calls("slow").findLast(({ hungUp }) => hungUp);
    if (!last) return unknown("no client hung up in mid query");
    const after = looks("sessions").filter(({ calledAt }) => calledAt >= last.returnedAt);
    if (after.length === 0) return unknown("nobody looked at the server after the client had hung up");
    const idle = after.find(({ output }) => output.active === 0);
    if (!idle) return violated("the client had hung up, and its query was never seen to end");
    return judgeInTime(
      { from: last.returnedAt, to: idle.at },
      promise,
      (ms) => `the query ran on for ${ms} ms after its client had hung up`,
    );
  },
  examples: {
    keeps: historyOf(
      unanswered("slow", { key: "a", ms: 450 }, { from: 10, until: 20 }, { hungUp: true }),
      sessions(25, { active: 1 }),
      sessions(40, { active: 0 }),
    ),
    breaks: historyOf(
      unanswered("slow", { key: "a", ms: 450 }, { from: 10, until: 20 }, { hungUp: true }),
      sessions(25, { active: 1 }),
      sessions(470, { active: 0 }),
    ),
  },
});
