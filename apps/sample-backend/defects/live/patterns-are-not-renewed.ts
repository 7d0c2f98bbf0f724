import { keyOf } from "../../src/live/redis/subscribing.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "patterns-are-not-renewed",
  mistake:
    "After a reconnect the channels are subscribed again; patterns, which are kept beside them, count as they did",
  expected: ["pubsub/resubscribes-to-all", "pubsub/resubscribes-after-restart"],
  swap: (sound) => ({
    topicsToRenew(live) {
      const topics = sound.topicsToRenew(live);
      for (const topic of topics) if (topic.kind === "pattern") live.subscribing.confirmed.add(keyOf(topic));
      return topics.filter(({ kind }) => kind === "channel");
    },
  }),
});
