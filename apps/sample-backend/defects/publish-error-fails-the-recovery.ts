import { defineBackendDefect } from "./backend-defect.ts";
import { replaceEvents } from "./events/replace-events.ts";

export const defect = defineBackendDefect({
  name: "publish-error-fails-the-recovery",
  mistake: "An event that cannot be published is an error like any other, so a recovery breaks off at the first one",
  expected: ["worker-failures/recovery-without-redis"],
  swap: (sound) => ({
    openServices: (role, config, parts) =>
      replaceEvents(sound.openServices(role, config, parts), {
        failed: (why) => {
          throw new Error(`cannot publish the event: ${why}`);
        },
      }),
  }),
});
