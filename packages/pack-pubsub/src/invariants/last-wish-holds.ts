import { defineInvariant, type History, holds, type StreamRecord, unknown, violated } from "@chaos-packs/contract";
import { arrived, heard, historyOf, message, said, struck } from "../history/build-history.ts";
import { field, type Taken, takenOn } from "../history/messages-seen.ts";
import { stood } from "../history/readers-seen.ts";

/** However fast a client changes its mind, its last wish holds: it gets each message of a channel that it wants, and none of one that it does not. */
export const lastWishHolds = defineInvariant({
  name: "last wish holds",
  check(history) {
    const wished = stood(history).filter(({ sent }) => sent.length > 0);
    const judged = wished.flatMap((stream) =>
      [...lastWishes(stream)].flatMap(([channel, wish]) =>
        publishedAfter(history, stream, channel).map((taken) => ({ stream, taken, wants: wish === "subscribe" })),
      ),
    );
    if (judged.length === 0) return unknown("nothing was published after the last wish was answered");
    for (const { stream, taken, wants } of judged) {
      const times = stream.items.filter(
        ({ value }) => field(value, "id") === taken.id && field(value, "channel") === taken.channel,
      ).length;
      const reader = field(stream.input, "reader");
      if (wants && times !== 1) return violated(`${reader} wants ${taken.channel} and got ${taken.id} ${times} times`);
      if (!wants && times > 0) return violated(`${reader} does not want ${taken.channel} any more and got ${taken.id}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(1, 90),
      heard(
        { sent: [arrived(2, { type: "subscribe", channel: "race" })] },
        arrived(5, { type: "subscribed", channel: "race" }),
        message("1", 12, { channel: "race" }),
      ),
      said("1", 10, { channel: "race" }),
    ),
    breaks: historyOf(
      struck(1, 90),
      heard(
        { sent: [arrived(2, { type: "unsubscribe", channel: "race" })] },
        arrived(5, { type: "unsubscribed", channel: "race" }),
        message("1", 12, { channel: "race" }),
      ),
      said("1", 10, { channel: "race" }),
    ),
  },
});

/** What a client has said last about each channel. */
const lastWishes = ({ sent }: StreamRecord): ReadonlyMap<string, string> =>
  new Map(sent.map(({ value }) => [String(field(value, "channel")), String(field(value, "type"))]));

/** What was published to a channel once every wish of a stream about it had been answered. */
function publishedAfter(history: History, { sent, items }: StreamRecord, channel: string): readonly Taken[] {
  const wishes = sent.filter(({ value }) => field(value, "channel") === channel).length;
  const answers = items.filter(
    ({ value }) =>
      field(value, "channel") === channel && ["subscribed", "unsubscribed"].includes(String(field(value, "type"))),
  );
  const inForceAt = answers[wishes - 1]?.at ?? Number.POSITIVE_INFINITY;
  return takenOn(history).filter((taken) => taken.channel === channel && taken.calledAt >= inForceAt);
}
