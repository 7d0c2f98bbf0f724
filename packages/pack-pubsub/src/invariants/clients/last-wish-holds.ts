import { defineInvariant, type History, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, message, opened, said, struck } from "../../history/examples.ts";
import { type Taken, takenOn } from "../../history/messages-seen.ts";
import { type Listening, stood } from "../../history/streams-seen.ts";

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
        ({ value: { id, channel } }) => id === taken.id && channel === taken.channel,
      ).length;
      const { reader } = stream;
      if (wants && times !== 1) return violated(`${reader} wants ${taken.channel} and got ${taken.id} ${times} times`);
      if (!wants && times > 0) return violated(`${reader} does not want ${taken.channel} any more and got ${taken.id}`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(1, 90),
      opened(
        "socket",
        { reader: "s1", channels: ["news"] },
        0,
        [{ at: 5, value: { type: "subscribed", channel: "race" } }, message("1", 12, { channel: "race" })],
        { sent: [{ at: 2, value: { type: "subscribe", channel: "race" } }] },
      ),
      said("1", 10, { channel: "race" }),
    ),
    breaks: historyOf(
      struck(1, 90),
      opened(
        "socket",
        { reader: "s1", channels: ["news"] },
        0,
        [{ at: 5, value: { type: "unsubscribed", channel: "race" } }, message("1", 12, { channel: "race" })],
        { sent: [{ at: 2, value: { type: "unsubscribe", channel: "race" } }] },
      ),
      said("1", 10, { channel: "race" }),
    ),
  },
});

/** What a client has said last about each channel. */
const lastWishes = ({ sent }: Listening): ReadonlyMap<string, string> =>
  new Map(sent.map(({ value: { channel, type } }) => [channel, type]));

/** What was published to a channel once every wish of a stream about it had been answered. */
function publishedAfter(history: History, { sent, items }: Listening, channel: string): readonly Taken[] {
  const wishes = sent.filter(({ value }) => value.channel === channel).length;
  const answers = items.filter(
    ({ value }) => value.channel === channel && (value.type === "subscribed" || value.type === "unsubscribed"),
  );
  const inForceAt = answers[wishes - 1]?.at ?? Number.POSITIVE_INFINITY;
  return takenOn(history).filter((taken) => taken.channel === channel && taken.calledAt >= inForceAt);
}
