import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "replay-begins-with-what-was-seen",
  mistake: "Who comes back is given what it has missed, and the last that it had seen once more",
  expected: ["pubsub/sse-replays", "pubsub/sse-replays-after-restart", "pubsub/subscriber-killed"],
  swap: ({ replay }) => ({
    replay(live, feed, subscription) {
      subscription.at = Math.max(0, subscription.at - 1);
      return replay(live, feed, subscription);
    },
  }),
});
