import { defineInvariant, holds, stop, stopsSeen, unknown, violated } from "@chaos-packs/contract";
import { exited, historyOf, struck } from "../history/build-history.ts";
import { isSameLife } from "../history/jobs-seen.ts";

/** A worker that is asked to stop ends by itself and without an error: nobody has to kill it, however busy the machine is. */
export const stopEndsByItself = defineInvariant({
  name: "stop ends by itself",
  check(history) {
    const stops = stopsSeen(history);
    if (stops.length === 0) return unknown("nobody was asked to stop");
    for (const { struck: by } of stops) {
      const exit = history.exits.find((each) => isSameLife(each.by, by));
      if (exit?.how !== "ended") return violated(`a stop ended as ${exit?.how ?? "nothing: the worker runs on"}`, exit);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 200, stop()), exited(100, "ended")),
    breaks: historyOf(struck(10, 6000, stop()), exited(3010, "killed")),
  },
});
