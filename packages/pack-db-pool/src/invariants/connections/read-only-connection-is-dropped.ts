import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { connectionsOfPools } from "../../history/connections-of-pools.ts";
import { connection, did, historyOf, saw } from "../../history/examples.ts";

/** Read-only SQL transaction: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const READ_ONLY = "25006";

/** A connection that has become read-only is dropped; where the service tries again, the write finds the writer on another. */
export const readOnlyConnectionIsDropped = defineInvariant({
  name: "read-only connection is dropped",
  timed: true,
  reads: ["write"],
  moments: ["write runs"],
  optionalTraits: ["tries"],
  check(history) {
    const { calls, failedMoments } = seen(history, queries);
    const refused = failedMoments("write runs").find(({ failed }) => failed === READ_ONLY);
    if (!refused) return unknown("no write met a connection that is read-only");
    const key = refused.scope.key;
    const write = calls("write").find(({ input }) => input.key === key);
    const triesAgain = (seen(history, queries).trait("tries") ?? 1) > 1;
    if (triesAgain && write?.result.status !== "ok")
      return violated(write ? describeCall(write) : `nobody was answered about ${key}`, write);
    return connectionsOfPools(history).some(
      ({ dialledAt, closedAt }) =>
        dialledAt <= refused.at && closedAt >= refused.at && closedAt < Number.POSITIVE_INFINITY,
    )
      ? holds
      : violated("the connection that was read-only was kept");
  },
  examples: {
    keeps: historyOf(
      connection(1, 1, 25),
      saw("write runs", { key: "a" }, 20, { failed: "25006" }),
      connection(2, 26),
      did("write", { key: "a", value: "a", idempotencyKey: "1" }, { from: 10, until: 40 }, { key: "a" }),
    ),
    breaks: historyOf(
      connection(1, 1),
      saw("write runs", { key: "a" }, 20, { failed: "25006" }),
      did("write", { key: "a", value: "a", idempotencyKey: "1" }, { from: 10, until: 40 }, { key: "a" }),
    ),
  },
});
