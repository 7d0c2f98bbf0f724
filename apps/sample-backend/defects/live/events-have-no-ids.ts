import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "events-have-no-ids",
  mistake: "Events bear no ids: a client that comes back cannot say what it has had",
  expected: ["pubsub/sse-reconnects"],
  swap: () => ({ notePositions: () => false }),
});
