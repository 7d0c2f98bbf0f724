import { defineInvariant, judgeInTime, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { connection, historyOf, read, struck } from "../../history/examples.ts";
import { backAfterFailure } from "../../history/redials-seen.ts";

/** However many dials have failed: once they succeed again requests are served within the promised time. */
export const itIsBackInTime = defineInvariant({
  name: "it is back in time",
  timed: true,
  traits: ["reconnectWithinMs", "slackMs"],
  optionalTraits: ["connectTimeoutMs"],
  check(history) {
    const { promised } = seen(history, queries);
    const promise = { promisedMs: promised("reconnectWithinMs"), slackMs: promised("slackMs") };
    const back = backAfterFailure(history);
    if (!back) return unknown("no dial failed");
    if (back.backAt === Number.POSITIVE_INFINITY) return violated("after dials had failed no request was served again");
    return judgeInTime(
      { from: back.failedAt, to: back.backAt },
      promise,
      (ms) => `requests were served again ${ms} ms after the last dial had failed`,
    );
  },
  examples: {
    keeps: historyOf(struck(10, 900), connection(1, 20, 21), connection(2, 60), read("a", 65)),
    breaks: historyOf(struck(10, 2_900), connection(1, 20, 21), connection(2, 2_000), read("a", 2_005)),
  },
});
