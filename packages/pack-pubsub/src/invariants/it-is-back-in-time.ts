import { defineInvariant, exceeded, faultsSeen, type History, holds, unknown, violated } from "@chaos-packs/contract";
import { connection, heard, historyOf, message, said, struck } from "../history/build-history.ts";
import { dialsSeen } from "../history/dials-seen.ts";
import { published, takenOn, trait } from "../history/messages-seen.ts";
import { clientsSeen, messagesOf } from "../history/readers-seen.ts";

/** Once the broker can be reached again, messages pass through it, and reach each reader, within the promised time. */
export const itIsBackInTime = defineInvariant({
  name: "it is back in time",
  timed: true,
  check(history) {
    const [promised, slack] = [trait(history, "recoverWithinMs"), trait(history, "slackMs")];
    const brokenUntil = lastTrouble(history);
    if (brokenUntil === undefined || promised === undefined || slack === undefined)
      return unknown("nothing was broken");
    const since = takenOn(history).filter(({ calledAt, answer }) => calledAt >= brokenUntil && answer.via === "broker");
    if (since.length === 0)
      return published(history).some(({ calledAt }) => calledAt >= brokenUntil)
        ? violated("nothing that was published after the trouble passed through the broker")
        : unknown("nothing was published after the trouble");
    const readers = clientsSeen(history).filter(({ wants }) => since.some(({ channel }) => wants(channel)));
    if (readers.length === 0) return unknown("nobody listened");
    for (const reader of readers) {
      const first = messagesOf(reader).find(({ item }) =>
        since.some(({ channel, id }) => channel === item.channel && id === item.id),
      );
      if (!first) return violated(`nothing that was published after the trouble arrived at ${reader.name}`);
      const tookMs = first.at - brokenUntil;
      if (tookMs > promised + slack)
        return exceeded(
          `${reader.name} got the first message ${Math.round(tookMs)} ms after the trouble; promised are ${promised} ms`,
          tookMs - promised,
        );
    }
    return holds;
  },
  examples: {
    keeps: historyOf(struck(10, 300), connection(1, 20, 22), said("1", 310), heard({}, message("1", 420))),
    breaks: historyOf(struck(10, 300), connection(1, 20, 22), said("1", 310), heard({}, message("1", 2_420))),
  },
});

/** When the last fault that was healed before the last publish was healed, or the last connection was lost, ms. */
function lastTrouble(history: History): number | undefined {
  const faults = faultsSeen(history);
  const [first] = faults;
  if (!first) return undefined;
  const lastCall = Math.max(...published(history).map(({ calledAt }) => calledAt));
  const heals = faults.flatMap(({ at, until }) => (until <= lastCall ? [until] : [at]));
  const losses = dialsSeen(history)
    .map(({ closedAt }) => closedAt)
    .filter((at) => at >= first.at && at <= history.endedAt);
  return Math.max(...heals, ...losses);
}
