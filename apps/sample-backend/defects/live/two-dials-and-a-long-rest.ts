import { later } from "../../src/clock.ts";
import { defineLiveDefect } from "./live-defect.ts";

const MOST_FAILURES = 2;
const REST_MS = 1_500;

export const defect = defineLiveDefect({
  name: "two-dials-and-a-long-rest",
  mistake: "After two failed dials Redis counts as down, and for a good while nobody looks whether it is",
  expected: ["pubsub/reconnect-fails-then-heals"],
  swap: ({ pauseThenDial }) => ({
    pauseThenDial(live, line) {
      if (line.failures < MOST_FAILURES) return pauseThenDial(live, line);
      line.pause?.[Symbol.dispose]();
      line.pause = later(REST_MS, () => {
        line.pause = undefined;
        void live.parts.raiseLine(live, line);
      });
    },
  }),
});
