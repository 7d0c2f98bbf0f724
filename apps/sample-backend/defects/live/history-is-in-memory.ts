import type { Message } from "../../src/live/feeds/message.ts";
import type { Outbox } from "../../src/live/publishing/outbox.ts";
import { defineLiveDefect } from "./live-defect.ts";

const kept = new WeakMap<Outbox, Message[]>();

export const defect = defineLiveDefect({
  name: "history-is-in-memory",
  mistake: "What clients may have missed is kept by the process that they come back to, until it is restarted",
  expected: ["pubsub/sse-replays-after-restart"],
  swap: (sound) => ({
    wasGiven(live, lane, entry, given) {
      const messages = kept.get(live.outbox) ?? [];
      kept.set(live.outbox, messages);
      // Without receivers it was there before.
      if (given.receivers !== undefined) messages.push({ ...entry.message, seq: given.seq, epoch: "" });
      sound.wasGiven(live, lane, entry, given);
    },
    replay(live, feed, subscription) {
      const messages = kept.get(live.outbox) ?? [];
      const readHistory: typeof sound.readHistory = async (_live, channel, after) => ({
        messages: messages.filter((message) => message.channel === channel && message.seq > after),
        isWhole: true,
      });
      return sound.replay({ ...live, parts: { ...live.parts, readHistory } }, feed, subscription);
    },
  }),
});
