import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "missed-counts-as-gone",
  mistake: "What was missed is declared missing at once, although the history has it",
  expected: [
    "pubsub/gap-is-declared",
    "pubsub/dropped-message-noticed",
    "pubsub/resubscribes-to-all",
    "pubsub/half-open-noticed",
    "pubsub/slow-subscriber",
  ],
  swap: () => ({
    async fillHole(live, feed) {
      if (feed.last !== undefined) live.parts.takeFound(live, feed, [], feed.known);
    },
  }),
});
