import { defineInvariant, holds, unknown, violated } from "@chaos-packs/contract";
import { connection, failed, historyOf, read } from "../history/build-history.ts";
import { connectionsSeen, openAt } from "../history/connections-seen.ts";
import { calls, field, trait } from "../history/queries-seen.ts";

/** The connection of a query that was cancelled is not thrown away: there are never fewer than before it, up to the next request's end. */
export const connectionServesTheNext = defineInvariant({
  name: "connection serves the next",
  check(history) {
    const timeout = trait(history, "queryTimeoutMs");
    const [long] = calls(history, "slow").filter(({ input }) => Number(field(input, "ms")) > (timeout ?? 0));
    const next = long && calls(history, "read").find(({ calledAt }) => calledAt >= long.returnedAt);
    if (!long || !next || timeout === undefined) return unknown("no request came after a query that was too long");
    const connections = connectionsSeen(history);
    const before = openAt(connections, long.calledAt);
    const closings = connections
      .map(({ closedAt }) => closedAt)
      .filter((at) => at >= long.calledAt && at <= next.returnedAt);
    const fewer = closings.find((at) => openAt(connections, at) < before);
    return fewer === undefined
      ? holds
      : violated(`${before} connections were open before the long query, and ${openAt(connections, fewer)} after it`);
  },
  examples: {
    keeps: historyOf(
      connection(1, 1),
      failed("slow", { key: "long", ms: 2_000 }, { from: 10, until: 520 }, 504),
      connection(2, 511, 514),
      read("a", 530),
    ),
    breaks: historyOf(
      connection(1, 1, 521),
      failed("slow", { key: "long", ms: 2_000 }, { from: 10, until: 520 }, 504),
      connection(2, 529),
      read("a", 530, 540),
    ),
  },
});
