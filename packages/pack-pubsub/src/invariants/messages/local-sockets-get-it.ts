import { defineInvariant, exceeded, holds, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { heard, historyOf, message, refused, said, struck } from "../../history/examples.ts";
import { describePublish, isLocal, isTaken, published, trait } from "../../history/messages-seen.ts";
import { clientsSeen, listened, messagesOf } from "../../history/readers-seen.ts";

/** What is published while the broker is away is answered as handed over locally, and reaches the clients of that process at once, marked so. */
export const localSocketsGetIt = defineInvariant({
  name: "local sockets get it",
  timed: true,
  traits: ["fallbackWithinMs", "slackMs"],
  check(history) {
    const fault = trouble(history);
    const [promised, slack] = [trait(history, "fallbackWithinMs"), trait(history, "slackMs")];
    if (!fault) return unknown("the broker was never away");
    const away = published(history).filter(({ at }) => at > fault.at && at <= fault.until);
    if (away.length === 0) return unknown("nothing was published while the broker was away");
    const failed = away.find((each) => !isLocal(each));
    if (failed) return violated(describePublish(failed), failed.operation);
    for (const { channel, id, at, calledAt } of away.filter(isTaken)) {
      for (const reader of clientsSeen(history).filter((each) => listened(each, channel, calledAt))) {
        const got = messagesOf(reader).find(({ item }) => item.channel === channel && item.id === id);
        if (!got) return violated(`${reader.name} never got ${id}, which was published while the broker was away`);
        if (got.item.via !== "local") return violated(`${reader.name} got ${id} without a word that it came locally`);
        const lateBy = got.at - at - promised;
        if (lateBy > slack)
          return exceeded(`${reader.name} got ${id} ${Math.round(lateBy)} ms too late`, {
            byMs: lateBy,
            from: at,
            to: got.at,
          });
      }
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 300),
      said("1", 20, { via: "local", seq: null }),
      heard({}, message("1", 22, { via: "local", seq: null })),
    ),
    breaks: historyOf(struck(10, 300), refused("1", 20, 503), heard({})),
  },
});
