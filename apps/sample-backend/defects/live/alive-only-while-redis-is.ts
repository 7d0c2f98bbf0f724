import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "alive-only-while-redis-is",
  mistake:
    "Clients get a sign of life while Redis gives one: when that is silent all of them take their streams for dead",
  expected: ["pubsub/sse-idle-timeout"],
  swap: ({ keepAlive }) => ({
    keepAlive(live, socket) {
      if (live.commands.client && live.subscriptions.client) keepAlive(live, socket);
    },
  }),
});
