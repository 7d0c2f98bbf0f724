import { defineInvariant, exceeded, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { backAfterFailure } from "../history/connections-seen.ts";
import { connection, historyOf, read, struck } from "../history/examples.ts";
import { trait } from "../history/queries-seen.ts";

/** However many dials have failed: once they succeed again requests are served within the promised time. */
export const itIsBackInTime = defineInvariant({
  name: "it is back in time",
  timed: true,
  traits: ["reconnectWithinMs", "slackMs"],
  check(history) {
    const [promised, slack] = [trait(history, "reconnectWithinMs"), trait(history, "slackMs")];
    const back = backAfterFailure(history);
    if (!back) return unknown("no dial failed");
    if (back.backAt === Number.POSITIVE_INFINITY) return violated("after dials had failed no request was served again");
    const tookMs = back.backAt - back.failedAt;
    return tookMs <= promised + slack
      ? holds
      : exceeded(
          `requests were served again ${Math.round(tookMs)} ms after the last dial had failed; promised are ${promised} ms`,
          { byMs: tookMs - promised, from: back.failedAt, to: back.backAt },
        );
  },
  examples: {
    keeps: historyOf(struck(10, 900), connection(1, 20, 21), connection(2, 60), read("a", 65)),
    breaks: historyOf(struck(10, 2_900), connection(1, 20, 21), connection(2, 2_000), read("a", 2_005)),
  },
});
