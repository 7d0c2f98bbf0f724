import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { did, failed, historyOf, saw } from "../../history/examples.ts";

/** Deadlock detected, and could not serialize: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const CONFLICTS = ["40P01", "40001"];

/** When two transactions conflict the one that the server ends is run again, and both succeed. */
export const conflictIsRetried = defineInvariant({
  name: "conflict is retried",
  timed: true,
  reads: ["add"],
  moments: ["write runs", "write commits"],
  check(history) {
    const { calls, failedMoments } = seen(history, queries);
    const ended = [...failedMoments("write runs"), ...failedMoments("write commits")].filter(({ failed }) =>
      CONFLICTS.includes(failed),
    );
    if (ended.length === 0) return unknown("the server has ended no transaction for a conflict");
    const lost = calls("add").find(({ result }) => result.status !== "ok");
    return lost ? violated(`the server answered ${ended[0]?.failed}, and ${describeCall(lost)}`, lost) : holds;
  },
  examples: {
    keeps: historyOf(
      saw("write runs", { key: "a" }, 20, { failed: "40P01" }),
      did("add", { keys: ["a", "b"], amount: 1, idempotencyKey: "1" }, { from: 10, until: 90 }, { totals: [1, 1] }),
    ),
    breaks: historyOf(
      saw("write runs", { key: "a" }, 20, { failed: "40P01" }),
      failed("add", { keys: ["a", "b"], amount: 1, idempotencyKey: "1" }, { from: 10, until: 30 }, 500),
    ),
  },
});
