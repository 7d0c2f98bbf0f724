import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "goodbye-of-redis-is-final",
  mistake: "Only errors are listened to: subscriptions whose connection Redis has closed in good order stay away",
  expected: ["pubsub/slow-subscriber", "pubsub/resubscribes-to-all"],
  swap: ({ loseLine }) => ({
    loseLine(live, line, client, error) {
      const isGoodbye = line.name === "subscriptions" && error.message === "the connection was closed";
      if (isGoodbye && line.client === client) line.client = undefined;
      else loseLine(live, line, client, error);
    },
  }),
});
