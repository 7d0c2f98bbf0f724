import { defineInvariant, holds, type Operation, stop, stopsSeen, unknown, violated } from "@chaos-packs/contract/pack";
import { did, historyOf, ran, struck, unanswered } from "../history/examples.ts";
import { calls, describeCall, field, moments } from "../history/queries-seen.ts";

/** Requests whose query runs when the stop is asked for are answered with success. */
export const runningRequestsFinish = defineInvariant({
  name: "running requests finish",
  timed: true,
  reads: ["slow"],
  moments: ["slow query runs"],
  check(history) {
    const [stop] = stopsSeen(history);
    if (!stop) return unknown("nobody was asked to stop");
    const started = moments(history, "slow query runs").filter(({ at }) => at <= stop.at);
    // Where the wire does not tell whose query it is, whoever had asked by then counts.
    const isTold = started.every(({ scope }) => scope["key"] !== undefined);
    const keys = new Set(started.map(({ scope }) => scope["key"]));
    const hasStarted = ({ input, calledAt }: Operation): boolean =>
      isTold ? keys.has(String(field(input, "key"))) : started.length > 0 && calledAt <= stop.at;
    const running = calls(history, "slow").filter((call) => hasStarted(call) && call.returnedAt >= stop.at);
    if (running.length === 0) return unknown("nothing ran when the stop was asked for");
    const lost = running.find(({ result }) => result.status !== "ok");
    return lost ? violated(describeCall(lost), lost) : holds;
  },
  examples: {
    keeps: historyOf(
      ran("slow query runs", "a", 8),
      struck(10, 400, stop()),
      did("slow", { key: "a", ms: 200 }, { from: 5, until: 210 }, {}),
    ),
    breaks: historyOf(
      ran("slow query runs", "a", 8),
      struck(10, 400, stop()),
      unanswered("slow", { key: "a", ms: 200 }, { from: 5, until: 12 }),
    ),
  },
});
