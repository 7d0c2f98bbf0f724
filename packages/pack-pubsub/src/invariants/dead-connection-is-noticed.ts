import { defineInvariant, exceeded, holds, trouble, unknown } from "@chaos-packs/contract/pack";
import { dialsSeen } from "../history/dials-seen.ts";
import { connection, historyOf, struck } from "../history/examples.ts";
import { trait } from "../history/messages-seen.ts";

/** A connection to the broker that is dead but open is noticed within the promised time: by then each is replaced. */
export const deadConnectionIsNoticed = defineInvariant({
  name: "dead connection is noticed",
  timed: true,
  traits: ["noticeWithinMs", "slackMs"],
  check(history) {
    const fault = trouble(history);
    const [promised, slack] = [trait(history, "noticeWithinMs"), trait(history, "slackMs")];
    const who = fault && history.faults[0]?.struck;
    if (!fault || !who) return unknown("no connection died");
    const dials = dialsSeen(history).filter((dial) => dial.who.startsWith(`${who.role} ${who.index}#`));
    const dead = dials.filter(({ dialledAt, closedAt }) => dialledAt < fault.at && closedAt > fault.at);
    if (dead.length === 0) return unknown("no connection was open when the fault struck");
    const noticed = dials.filter(({ dialledAt }) => dialledAt > fault.at).map(({ dialledAt }) => dialledAt);
    // As many dials as connections have died: the last of them tells when the last was noticed.
    const last = noticed[dead.length - 1] ?? history.endedAt;
    const tookMs = last - fault.at;
    return tookMs <= promised + slack
      ? holds
      : exceeded(
          `${noticed.length} of ${dead.length} dead connections were replaced within ${Math.round(tookMs)} ms; promised are ${promised} ms`,
          { byMs: tookMs - promised, from: fault.at, to: last },
        );
  },
  examples: {
    keeps: historyOf(connection(1, 1, 300), struck(10, 600), connection(2, 301)),
    breaks: historyOf(connection(1, 1, 2_300), struck(10, 2_600), connection(2, 2_301)),
  },
});
