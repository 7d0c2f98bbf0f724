import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "mode-is-told-at-each-failure",
  mistake: "Every dial that fails tells all clients the mode once more: a long outage is a flood for them",
  expected: ["pubsub/sockets-survive-outage"],
  swap: ({ dialFailed }) => ({
    dialFailed(live, line, error) {
      dialFailed(live, line, error);
      const { mode, failed } = live.degradation;
      for (const socket of live.sockets) live.parts.sendTo(live, socket, { type: "mode", mode, failed });
    },
  }),
});
