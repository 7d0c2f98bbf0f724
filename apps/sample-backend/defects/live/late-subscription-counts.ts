import { newSubscription } from "../../src/live/feeds/feed.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "late-subscription-counts",
  mistake:
    "When Redis has confirmed a channel the socket is entered for it, also when it has changed its mind meanwhile",
  expected: ["pubsub/concurrent-subscriptions"],
  swap: ({ subscribeSocket }) => ({
    async subscribeSocket(live, socket, topics, after) {
      await subscribeSocket(live, socket, topics, after);
      for (const { name } of topics) {
        const feed = live.feeds.get(name);
        if (!feed || feed.subscriptions.has(socket.id)) continue;
        const subscription = newSubscription(socket);
        subscription.isInForce = true;
        feed.subscriptions.set(socket.id, subscription);
        live.parts.startSubscription(live, feed, subscription);
      }
    },
  }),
});
