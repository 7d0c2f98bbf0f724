import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "redials-while-stopping",
  mistake: "What is connected is closed by a stop; the dial that waits for its turn goes on, and keeps the process up",
  expected: ["pubsub/shutdown-while-redis-down"],
  swap: ({ closeLine }) => ({
    async closeLine(live, line) {
      if (line.client) await closeLine(live, line);
    },
  }),
});
