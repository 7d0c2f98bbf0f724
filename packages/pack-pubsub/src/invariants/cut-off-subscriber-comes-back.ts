import { defineInvariant, holds, trouble, unknown, violated } from "@chaos-packs/contract";
import { connection, heard, historyOf, message, said, struck } from "../history/build-history.ts";
import { dialsSeen } from "../history/dials-seen.ts";
import { takenOn } from "../history/messages-seen.ts";
import { clientsSeen, listened, messagesOf } from "../history/readers-seen.ts";

/** A subscriber that the broker has cut off dials again, and what is published then reaches its clients through the broker. */
export const cutOffSubscriberComesBack = defineInvariant({
  name: "cut off subscriber comes back",
  check(history) {
    const fault = trouble(history);
    const dials = dialsSeen(history);
    const cut = fault && dials.find(({ dialledAt, closedAt }) => dialledAt < fault.at && closedAt <= fault.until);
    if (!fault || !cut) return unknown("no connection was cut off");
    if (!dials.some(({ dialledAt }) => dialledAt > cut.closedAt))
      return violated("it was cut off and never dialled again");
    const after = takenOn(history).filter(({ calledAt, answer }) => calledAt >= fault.until && answer.via === "broker");
    const readers = clientsSeen(history).filter((reader) =>
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
