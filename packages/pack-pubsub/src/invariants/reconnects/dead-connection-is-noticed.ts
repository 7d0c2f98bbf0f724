import { defineInvariant, judgeDeadConnections, seen } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { connection, historyOf, struck } from "../../history/examples.ts";

/** A connection to the broker that is dead but open is noticed within the promised time: by then each is replaced. */
export const deadConnectionIsNoticed = defineInvariant({
  name: "dead connection is noticed",
  timed: true,
  traits: ["noticeWithinMs", "slackMs"],
  check(history) {
    const { promised } = seen(history, broadcast);
    return judgeDeadConnections(history, { promisedMs: promised("noticeWithinMs"), slackMs: promised("slackMs") });
  },
  examples: {
    keeps: historyOf(connection(1, 1, 300), struck(10, 600), connection(2, 301)),
    breaks: historyOf(connection(1, 1, 2_300), struck(10, 2_600), connection(2, 2_301)),
  },
});
