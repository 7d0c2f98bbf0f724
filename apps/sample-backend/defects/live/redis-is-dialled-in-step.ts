import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "redis-is-dialled-in-step",
  mistake: "Pauses grow, and nothing about them is random: all processes that lost Redis together dial together again",
  expected: ["pubsub/reconnect-is-spread"],
  swap: ({ pauseBefore }) => ({
    pauseBefore: (failures, backoff) => pauseBefore(failures, { ...backoff, jitter: 0 }),
  }),
});
