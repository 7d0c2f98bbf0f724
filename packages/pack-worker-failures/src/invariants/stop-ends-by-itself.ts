import { defineInvariant, holds, nameOfReplica, stop, stopsSeen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../capabilities/jobs.ts";
import { exited, historyOf, struck } from "../history/examples.ts";
import { isSameLife } from "../history/jobs-seen.ts";

/** A worker that is asked to stop ends by itself and without an error: nobody has to kill it, however busy the machine is. */
export const stopEndsByItself = defineInvariant({
  name: "stop ends by itself",
  timed: true,
  optionalTraits: ["graceMs"],
  check(history) {
    const stops = stopsSeen(history);
    if (stops.length === 0) return unknown("nobody was asked to stop");
    for (const { struck: by, at } of stops) {
      const exit = history.exits.find((each) => isSameLife(each.by, by));
      if (!exit) return violated("it was asked to stop, and runs on");
      if (exit.how === "ended") continue;
      const { graceMs, defaults } = history.roles[by.role] ?? {};
      const isDefault = defaults?.graceMs === true && history.traits[jobs.name]?.["graceMs"] === undefined;
      const bound = `; the default bound is ${graceMs} ms: set roles.${by.role}.graceMs in the target file to what a stop may take`;
      return violated(
        `${nameOfReplica(by)} was asked to stop, and ${exit.how} ${Math.round(exit.at - at)} ms later${isDefault && exit.how === "killed" ? bound : ""}`,
        exit,
      );
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 200, stop()), exited(100, "ended")),
    breaks: historyOf(struck(10, 6000, stop()), exited(3010, "killed")),
  },
});
