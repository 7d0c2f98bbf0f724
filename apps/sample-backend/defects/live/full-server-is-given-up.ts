import { tellWaiting } from "../../src/live/redis/line.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "full-server-is-given-up",
  mistake: "That Redis takes no more clients counts as a mistake of the set-up, after which nobody dials again",
  expected: ["pubsub/redis-max-clients"],
  swap: ({ dialFailed }) => ({
    dialFailed(live, line, error) {
      if (!error.message.includes("max number of clients")) return dialFailed(live, line, error);
      line.isClosed = true;
      live.log.error({ error: error.message }, "redis is set up wrongly");
      live.parts.noteLine(live, line, "failed");
      tellWaiting(line);
    },
  }),
});
