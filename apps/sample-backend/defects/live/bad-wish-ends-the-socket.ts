import { readWish } from "../../src/live/sockets/read-wish.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "bad-wish-ends-the-socket",
  mistake: "A wish for a channel that cannot be ends the socket, with all that was listened to on it",
  expected: ["pubsub/invalid-channel"],
  swap: ({ takeWish }) => ({
    takeWish(live, socket, text) {
      const wish = readWish(text);
      if ("error" in wish || wish.refusals.length > 0) socket.close();
      else takeWish(live, socket, text);
    },
  }),
});
