import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "numbers-begin-again",
  mistake: "A Redis that has lost its memory counts from 1 again, and everybody takes what it passes on for old",
  expected: ["pubsub/resubscribes-after-restart"],
  swap: () => ({ floorOf: () => 0, isNumberedAnew: () => false }),
});
