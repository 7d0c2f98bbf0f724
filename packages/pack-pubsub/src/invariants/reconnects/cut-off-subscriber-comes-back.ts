import { connectionsSeen, defineInvariant, holds, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { isOfOne } from "../../history/dials-seen.ts";
import { connection, heard, historyOf, message, said, struck } from "../../history/examples.ts";
import { isThroughBroker, takenOn, trait } from "../../history/messages-seen.ts";
import { listened, messagesOf, readersSeen } from "../../history/readers-seen.ts";

/** A subscriber that the broker has cut off dials again, and what is published then reaches all who listen through the broker. */
export const cutOffSubscriberComesBack = defineInvariant({
  name: "cut off subscriber comes back",
  timed: true,
  traits: ["noticeWithinMs"],
  check(history) {
    const fault = trouble(history);
    const dials = connectionsSeen(history);
    // One that is frozen closes its end only when it goes on.
    const noticedBy = (fault?.until ?? 0) + trait(history, "noticeWithinMs");
    const cut = dials.find(
      ({ dialledAt, closedAt }) => fault && dialledAt < fault.at && closedAt > fault.at && closedAt <= noticedBy,
    );
    if (!fault || !cut) return unknown("no connection was cut off");
    // It may dial again before both sides of the old connection are seen to be closed.
    if (!dials.some((dial) => isOfOne(dial, cut) && dial.dialledAt > fault.at))
      return violated("it was cut off and never dialled again");
    const after = takenOn(history).filter((each) => each.calledAt >= fault.until && isThroughBroker(each));
    const readers = readersSeen(history).filter((reader) =>
      after.some(({ channel, calledAt }) => listened(reader, channel, calledAt)),
    );
    if (readers.length === 0) return unknown("nothing was published afterwards");
    const deaf = readers.find(
      (reader) =>
        !messagesOf(reader).some(({ item }) =>
          after.some(({ channel, id }) => channel === item.channel && id === item.id),
        ),
    );
    return deaf ? violated(`${deaf.name} got nothing of what was published afterwards`) : holds;
  },
  examples: {
    keeps: historyOf(
      connection(1, 1, 12),
      struck(10, 50),
      connection(2, 20),
      said("1", 60),
      heard({}, message("1", 62)),
    ),
    breaks: historyOf(connection(1, 1, 12), struck(10, 50), connection(2, 20), said("1", 60), heard({})),
  },
});
