import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "missed-counts-as-gone",
  mistake: "What was missed is declared missing at once, although the history has it",
  expected: ["pubsub/gap-is-declared"],
  swap: () => ({
    async fillHole(live, feed) {
      if (feed.last !== undefined) live.parts.takeFound(live, feed, [], feed.known);
    },
  }),
});
