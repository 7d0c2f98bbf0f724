import type { Subscription } from "../../src/live/feeds/feed.ts";
import { defineLiveDefect } from "./live-defect.ts";

const had = new WeakMap<Subscription, Set<number>>();

export const defect = defineLiveDefect({
  name: "missed-comes-behind",
  mistake: "What comes is handed out as it comes; what was missed before it is fetched then, and handed out behind it",
  expected: ["pubsub/order-per-channel"],
  swap: ({ takeMessage, passOn }) => ({
    async catchUp() {},
    takeMessage(live, feed, message) {
      if (feed.last !== undefined && message.seq > feed.last + 1) live.parts.handOut(live, feed, message);
      takeMessage(live, feed, message);
    },
    passOn(live, subscription, message, text) {
      const numbers = had.get(subscription) ?? new Set();
      had.set(subscription, numbers);
      if (message.seq === null || numbers.has(message.seq)) return;
      numbers.add(message.seq);
      subscription.at = Math.min(subscription.at, message.seq - 1);
      passOn(live, subscription, message, text);
    },
  }),
});
