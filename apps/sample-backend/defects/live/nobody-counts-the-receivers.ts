import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "nobody-counts-the-receivers",
  mistake: "That Redis took a message counts as its delivery: nobody looks at how many it was passed on to",
  expected: ["pubsub/zero-subscribers-noticed"],
  swap: (sound) => ({
    wasGiven: (live, lane, entry, given) => sound.wasGiven(live, lane, entry, { ...given, receivers: undefined }),
  }),
});
