import { defineInvariant, holds, stop, stopsSeen, unknown, violated } from "@chaos-packs/contract";
import { did, historyOf, saw, struck, unanswered } from "../history/build-history.ts";
import { calls, describeCall, field, moments } from "../history/queries-seen.ts";

/** Requests whose query runs when the stop is asked for are answered with success. */
export const runningRequestsFinish = defineInvariant({
  name: "running requests finish",
  timed: true,
  moments: ["slow query runs"],
  check(history) {
    const [stop] = stopsSeen(history);
    if (!stop) return unknown("nobody was asked to stop");
    const started = new Set(
      moments(history, "slow query runs").flatMap(({ at, scope }) => (at <= stop.at ? [scope["key"]] : [])),
    );
    const running = calls(history, "slow").filter(
      ({ input, returnedAt }) => started.has(String(field(input, "key"))) && returnedAt >= stop.at,
    );
    if (running.length === 0) return unknown("nothing ran when the stop was asked for");
    const lost = running.find(({ result }) => result.status !== "ok");
    return lost ? violated(describeCall(lost), lost) : holds;
  },
  examples: {
    keeps: historyOf(
      saw("slow query runs", "a", 8),
      struck(10, 400, stop()),
      did("slow", { key: "a", ms: 200 }, { from: 5, until: 210 }),
    ),
    breaks: historyOf(
      saw("slow query runs", "a", 8),
      struck(10, 400, stop()),
      unanswered("slow", { key: "a", ms: 200 }, { from: 5, until: 12 }),
    ),
  },
});
