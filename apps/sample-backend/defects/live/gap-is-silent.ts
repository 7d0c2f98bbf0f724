import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "gap-is-silent",
  mistake: "What cannot be fetched any more is told to the log, and clients go on as if it had never been",
  expected: ["pubsub/gap-is-declared", "pubsub/slow-subscriber"],
  swap: () => ({
    tellGap(_live, _feed, subscription, { to }) {
      subscription.at = Math.max(subscription.at, to);
    },
  }),
});
