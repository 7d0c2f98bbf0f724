import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "outage-closes-sockets",
  mistake: "Without Redis all sockets are closed, so that clients look for a better instance, which has the same Redis",
  expected: ["pubsub/sockets-survive-outage", "pubsub/publish-falls-back"],
  swap: ({ tellMode }) => ({
    tellMode(live, change) {
      tellMode(live, change);
      if (change.mode !== "NORMAL") for (const socket of live.sockets) socket.close();
    },
  }),
});
