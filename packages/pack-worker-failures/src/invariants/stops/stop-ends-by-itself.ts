import { defineInvariant, judgeStops, seen, stop } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { exited, historyOf, struck } from "../../history/examples.ts";

/** A worker that is asked to stop ends by itself and without an error: nobody has to kill it, however busy the machine is. */
export const stopEndsByItself = defineInvariant({
  name: "stop ends by itself",
  timed: true,
  optionalTraits: ["graceMs"],
  check: (history) => judgeStops(history, { isPromised: seen(history, jobs).trait("graceMs") !== undefined }),
  examples: {
    keeps: historyOf(struck(10, 200, stop()), exited(100, "ended")),
    breaks: historyOf(struck(10, 6000, stop()), exited(3010, "killed")),
  },
});
