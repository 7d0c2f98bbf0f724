import { defineInvariant, judgeStops, seen, stopWithout } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { exited, historyOf, struck } from "../../history/examples.ts";

/** A service that is asked to stop ends by itself, with success and in time. */
export const stopEndsByItself = defineInvariant({
  name: "stop ends by itself",
  timed: true,
  traits: ["graceMs", "slackMs"],
  check(history) {
    const { promised } = seen(history, queries);
    return judgeStops(history, { isPromised: true, withinMs: promised("graceMs") + promised("slackMs") });
  },
  examples: {
    keeps: historyOf(struck(10, 600, stopWithout()), exited(300, "ended")),
    breaks: historyOf(struck(10, 3_010, stopWithout()), exited(3_000, "killed")),
  },
});
