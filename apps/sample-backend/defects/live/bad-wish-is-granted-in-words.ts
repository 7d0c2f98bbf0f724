import { readWish } from "../../src/live/sockets/read-wish.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "bad-wish-is-granted-in-words",
  mistake: "Whoever wishes for a channel that cannot be is told that he is subscribed, and waits for ever",
  expected: ["pubsub/invalid-channel"],
  swap: ({ takeWish }) => ({
    takeWish(live, socket, text) {
      const wish = readWish(text);
      if ("error" in wish) return takeWish(live, socket, text);
      for (const { channel = "" } of wish.refusals) {
        live.parts.sendTo(live, socket, { type: "subscribed", channel, positions: {} });
      }
      if (wish.topics.length > 0) takeWish(live, socket, text);
    },
  }),
});
