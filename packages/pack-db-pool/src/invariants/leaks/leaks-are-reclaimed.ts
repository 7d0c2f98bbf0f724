import { defineInvariant, exceeded, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { did, historyOf, read } from "../../history/examples.ts";

/** When every connection has leaked, requests are served again as soon as the leaks are found; in the end the pool has its size and nothing is checked out. */
export const leaksAreReclaimed = defineInvariant({
  name: "leaks are reclaimed",
  timed: true,
  reads: ["leak", "poolStats"],
  traits: ["leakAfterMs", "reconnectWithinMs", "slackMs"],
  check(history) {
    const { answers, calls, promised } = seen(history, queries);
    const leaks = answers("leak");
    const [leakMs, reconnectMs, slack] = [promised("leakAfterMs"), promised("reconnectWithinMs"), promised("slackMs")];
    const lastLeak = leaks.at(-1);
    if (!lastLeak) return unknown("no connection was leaked");
    const served = calls("read").find(({ returnedAt, result }) => returnedAt > lastLeak.at && result.status === "ok");
    if (!served) return violated(`after ${leaks.length} leaks no request was served again`);
    const lateBy = served.returnedAt - lastLeak.at - (leakMs + reconnectMs);
    if (lateBy > slack)
      return exceeded(`requests were served again ${Math.round(lateBy)} ms too late`, {
        byMs: lateBy,
        from: lastLeak.at,
        to: served.returnedAt,
      });
    const stats = answers("poolStats").at(-1)?.output;
    if (!stats) return unknown("nobody looked at the pool");
    return stats.total <= stats.size && stats.idle === stats.total
      ? holds
      : violated(
          `of a pool of ${stats.size}, ${stats.total} connections are left and ${stats.idle} of them idle`,
          stats,
        );
  },
  examples: {
    keeps: historyOf(
      did("leak", { key: "a" }, 10, { takenIn: "x" }),
      read("b", 350),
      did("poolStats", {}, 360, { size: 2, total: 1, idle: 1, waiting: 0, circuit: "closed" }),
    ),
    breaks: historyOf(
      did("leak", { key: "a" }, 10, { takenIn: "x" }),
      read("b", 350),
      did("poolStats", {}, 360, { size: 2, total: 2, idle: 1, waiting: 0, circuit: "closed" }),
    ),
  },
});
