import { Problem } from "../../src/live/http/problem.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "outage-is-an-error",
  mistake: "Without Redis nothing is passed on, not even to who is connected to the same process",
  expected: ["pubsub/publish-falls-back", "pubsub/redis-max-clients"],
  swap: ({ publishMessage }) => ({
    handOutLocally() {},
    async publishMessage(live, message) {
      const receipt = await publishMessage(live, message);
      if (receipt.via === "local") throw new Problem(503, "NO_BROKER", "the broker does not take the message");
      return receipt;
    },
  }),
});
