import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "mode-is-told-to-websockets-only",
  mistake: "The mode is told to WebSockets; event streams, which came later, hear nothing of it",
  expected: ["pubsub/sockets-survive-outage"],
  swap: ({ sendTo }) => ({
    sendTo(live, socket, message, text) {
      if (message.type !== "mode" || socket.over !== "event stream") sendTo(live, socket, message, text);
    },
  }),
});
