import {
  defineInvariant,
  exceeded,
  holds,
  isSameLife,
  seen,
  stop,
  stopsSeen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { exited, historyOf, struck } from "../../history/examples.ts";

/** A worker that is asked to stop ends by itself, without an error, within its grace period. */
export const stopIsGraceful = defineInvariant({
  name: "stop is graceful",
  timed: true,
  traits: ["graceMs"],
  check(history) {
    const graceMs = seen(history, jobs).promised("graceMs");
    const stops = stopsSeen(history);
    if (stops.length === 0) return unknown("nobody was asked to stop");
    for (const { struck: by, at } of stops) {
      const exit = history.exits.find((each) => isSameLife(each.by, by));
      if (!exit) return violated("a stop ended as nothing: the worker runs on");
      const overMs = exit.at - at - graceMs;
      // It is killed because its grace is over, so never much later: it may have been just too slow.
      if (exit.how === "killed")
        return exceeded("a stop ended as killed", { byMs: overMs, from: at, to: exit.at }, exit);
      if (exit.how === "crashed") return violated("a stop ended as crashed", exit);
      if (overMs > 0)
        return exceeded(`a stop took ${Math.round(exit.at - at)} ms; promised are ${graceMs} ms`, {
          byMs: overMs,
          from: at,
          to: exit.at,
        });
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 200, stop()), exited(100, "ended")),
    breaks: historyOf(struck(10, 6000, stop()), exited(5010, "killed")),
  },
});
