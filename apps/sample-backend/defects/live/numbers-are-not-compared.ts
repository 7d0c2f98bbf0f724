import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "numbers-are-not-compared",
  mistake: "Holes are looked for after a reconnect only: what is lost on a connection that lives is lost unnoticed",
  expected: ["pubsub/dropped-message-noticed"],
  swap: ({ takeMessage }) => ({
    takeMessage(live, feed, message) {
      if (!feed.isFilling && feed.last !== undefined) feed.last = Math.max(feed.last, message.seq - 1);
      takeMessage(live, feed, message);
    },
  }),
});
