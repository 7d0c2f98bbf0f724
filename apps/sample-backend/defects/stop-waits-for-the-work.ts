import { backoffMs } from "../src/backoff.ts";
import { sleep } from "../src/clock.ts";
import { kindOf } from "../src/failure.ts";
import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "stop-waits-for-the-work",
  mistake:
    "A finished chunk is written again and again until the database takes it, and a stop waits for that as long as it takes",
  expected: ["worker-failures/graceful-stop-with-dependency-down"],
  swap: (sound) => ({
    async completeChunk(services, claim, result) {
      for (let tries = 1; ; tries++) {
        try {
          return await sound.completeChunk(services, claim, result);
        } catch (error) {
          if (kindOf(error) !== "unavailable") throw error;
          await sleep(backoffMs(tries));
        }
      }
    },
    stopWorker: (_services, loop) => loop,
  }),
});
