import {
  type CallOf,
  defineInvariant,
  holds,
  seen,
  stop,
  stopsSeen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { describeCall } from "../../history/calls-seen.ts";
import { did, historyOf, ran, struck, unanswered } from "../../history/examples.ts";

/** Requests whose query runs when the stop is asked for are answered with success. */
export const runningRequestsFinish = defineInvariant({
  name: "running requests finish",
  timed: true,
  reads: ["slow"],
  moments: ["slow query runs"],
  check(history) {
    const { calls, moments } = seen(history, queries);
    const [stop] = stopsSeen(history);
    if (!stop) return unknown("nobody was asked to stop");
    const started = moments("slow query runs", "before").filter(({ at }) => at <= stop.at);
    // Where the wire does not tell whose query it is, whoever had asked by then counts.
    const isTold = started.every(({ scope }) => scope.key !== undefined);
    const keys = new Set(started.map(({ scope }) => scope.key));
    const hasStarted = ({ input, calledAt }: CallOf<typeof queries, "slow">): boolean =>
      isTold ? keys.has(input.key) : started.length > 0 && calledAt <= stop.at;
    const running = calls("slow").filter((call) => hasStarted(call) && call.returnedAt >= stop.at);
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
