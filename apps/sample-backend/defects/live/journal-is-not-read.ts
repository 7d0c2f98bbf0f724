import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "journal-is-not-read",
  mistake: "A subscriber that comes back begins at the beginning, and takes in once more what it had",
  expected: ["pubsub/subscriber-killed"],
  swap: () => ({ readJournal: () => new Map() }),
});
