import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "local-copy-comes-again",
  mistake: "What local sockets were given during an outage comes to them again when Redis has it",
  expected: [
    "pubsub/publish-falls-back",
    "pubsub/redis-readonly",
    "pubsub/redis-loading",
    "pubsub/redis-out-of-memory",
    "pubsub/redis-max-clients",
  ],
  swap: ({ passOn }) => ({
    passOn(live, subscription, message, text) {
      subscription.localIds.clear();
      passOn(live, subscription, message, text);
    },
  }),
});
