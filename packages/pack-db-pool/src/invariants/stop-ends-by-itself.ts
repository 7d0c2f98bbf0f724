import {
  defineInvariant,
  exceeded,
  holds,
  stopsSeen,
  stopWithout,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { exited, historyOf, struck } from "../history/examples.ts";
import { trait } from "../history/queries-seen.ts";

/** A service that is asked to stop ends by itself, with success and in time. */
export const stopEndsByItself = defineInvariant({
  name: "stop ends by itself",
  timed: true,
  traits: ["graceMs", "slackMs"],
  check(history) {
    const [grace, slack] = [trait(history, "graceMs"), trait(history, "slackMs")];
    const [stop] = stopsSeen(history);
    const exit = stop && history.exits.find(({ asked, at }) => asked && at >= stop.at);
    if (!stop) return unknown("nobody was asked to stop");
    if (!exit) return violated("it was asked to stop and never ended");
    if (exit.how !== "ended") return violated(`it was ${exit.how} instead of ending by itself`, exit);
    const lateBy = exit.at - stop.at - (grace + slack);
    return lateBy > 0
      ? exceeded(
          `it ended ${Math.round(lateBy)} ms later than promised`,
          { byMs: lateBy, from: stop.at, to: exit.at },
          exit,
        )
      : holds;
  },
  examples: {
    keeps: historyOf(struck(10, 600, stopWithout()), exited(300, "ended")),
    breaks: historyOf(struck(10, 3_010, stopWithout()), exited(3_000, "killed")),
  },
});
