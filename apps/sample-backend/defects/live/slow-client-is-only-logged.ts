import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "slow-client-is-only-logged",
  mistake: "A client that takes nothing any more is told to the log and kept, with all that waits for it",
  expected: ["pubsub/one-bad-socket", "pubsub/sse-idle-timeout"],
  swap: () => ({
    cutOff: ({ log }, socket, reason) =>
      log.warn({ socket: socket.id, unsent: socket.unsent(), reason }, "slow client"),
  }),
});
