import { later } from "../../src/clock.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "redis-is-dialled-at-once",
  mistake: "A dial that fails is made again at once, in a loop that only Redis can end",
  expected: ["pubsub/redial-rate-is-bounded", "pubsub/reconnect-is-spread"],
  swap: () => ({
    pauseThenDial(live, line) {
      line.pause?.[Symbol.dispose]();
      line.pause = later(0, () => {
        line.pause = undefined;
        void live.parts.raiseLine(live, line);
      });
    },
  }),
});
