import { defineInvariant, exceeded, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, sessions, unanswered } from "../history/examples.ts";
import { calls, looks, trait } from "../history/queries-seen.ts";

/** A client that hangs up does not leave its query running: the server ends it within the promised time. */
export const abandonedQueryEnds = defineInvariant({
  name: "abandoned query ends",
  timed: true,
  reads: ["slow", "sessions"],
  traits: ["cancelWithinMs", "slackMs"],
  check(history) {
    const [cancel, slack] = [trait(history, "cancelWithinMs"), trait(history, "slackMs")];
    const last = calls(history, "slow").findLast(({ hungUp }) => hungUp);
    if (!last) return unknown("no client hung up in mid query");
    const after = looks(history, "sessions").filter(({ calledAt }) => calledAt >= last.returnedAt);
    if (after.length === 0) return unknown("nobody looked at the server after the client had hung up");
    const idle = after.find(({ output }) => output.active === 0);
    if (!idle) return violated("the client had hung up, and its query was never seen to end");
    const lateBy = idle.at - last.returnedAt - cancel;
    return lateBy > slack
      ? exceeded(
          `the query ran on for ${Math.round(idle.at - last.returnedAt)} ms after its client had hung up; promised are ${cancel} ms`,
          { byMs: lateBy, from: last.returnedAt, to: idle.at },
        )
      : holds;
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
