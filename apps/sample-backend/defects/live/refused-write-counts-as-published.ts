import { messageOf } from "../../src/failure.ts";
import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "refused-write-counts-as-published",
  mistake: "An error that Redis answers for want of memory is told to the log, and its message counts as published",
  expected: ["pubsub/redis-out-of-memory"],
  swap: (sound) => ({
    async giveToRedis(live, entry) {
      try {
        return await sound.giveToRedis(live, entry);
      } catch (error) {
        if (!messageOf(error).startsWith("OOM")) throw error;
        live.log.error({ error: messageOf(error) }, "redis has no memory left");
        return { seq: live.parts.floorOf(live, entry.message.channel), receivers: undefined };
      }
    },
  }),
});
