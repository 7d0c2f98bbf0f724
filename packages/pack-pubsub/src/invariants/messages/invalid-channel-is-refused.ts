import { defineInvariant, field, type History, holds, unknown, violated } from "@chaos-packs/contract/pack";
import { historyOf, opened, refused, said, struck } from "../../history/examples.ts";
import { isInvalidChannel } from "../../history/is-invalid-channel.ts";
import { describePublish, published, trait } from "../../history/messages-seen.ts";
import { asked } from "../../history/streams-seen.ts";

/** A name that no channel may have is refused with words, wherever it is given; nothing else is. */
export const invalidChannelIsRefused = defineInvariant({
  name: "invalid channel is refused",
  traits: ["channelLength"],
  check(history) {
    const longest = trait(history, "channelLength");
    const all = published(history);
    const invalid = all.filter(({ channel }) => isInvalidChannel(channel, longest));
    const wishes = wishesOf(history, longest);
    if (invalid.length === 0) return unknown("no invalid channel was given");
    for (const message of invalid) {
      const { result } = message.operation;
      if (result.status !== "failed" || result.httpStatus !== 400) return violated(describePublish(message));
      const words = field(result.body, "error");
      if (typeof words !== "string" || words.trim() === "")
        return violated(`${describePublish(message)} without a word`);
    }
    const taken = wishes.find(({ isRefused }) => !isRefused);
    if (taken) return violated(`the wish to listen to ${JSON.stringify(taken.channel)} was not refused`);
    const wronged = all.find(({ channel, answer }) => !isInvalidChannel(channel, longest) && answer === undefined);
    return wronged ? violated(describePublish(wronged), wronged.operation) : holds;
  },
  examples: {
    keeps: historyOf(
      struck(1, 2),
      refused("1", 5, 400, { channel: "two words", error: "a channel has no white space" }),
      opened(
        "socket",
        { reader: "s1", channels: ["news"] },
        0,
        [{ at: 7, value: { type: "refused", channel: "two words", error: "a channel has no white space" } }],
        { sent: [{ at: 6, value: { type: "subscribe", channel: "two words" } }] },
      ),
      said("2", 9),
    ),
    breaks: historyOf(
      struck(1, 2),
      refused("1", 5, 500, { channel: "two words", error: "internal error" }),
      opened(
        "socket",
        { reader: "s1", channels: ["news"] },
        0,
        [{ at: 7, value: { type: "refused", channel: "two words", error: "a channel has no white space" } }],
        { sent: [{ at: 6, value: { type: "subscribe", channel: "two words" } }] },
      ),
      said("2", 9),
    ),
  },
});

/** The wishes for invalid channels on streams, and whether each was refused in words. */
const wishesOf = (history: History, longest: number) =>
  asked(history).flatMap(({ sent, items }) =>
    sent
      .filter(({ value }) => isInvalidChannel(value.channel, longest))
      .map(({ value: { channel } }) => ({
        channel,
        isRefused: items.some(
          ({ value: { type, channel: about, error = "" } }) =>
            type === "refused" && about === channel && error.trim() !== "",
        ),
      })),
  );
