import { defineBackendDefect } from "./backend-defect.ts";
import { replaceEvents } from "./events/replace-events.ts";

export const defect = defineBackendDefect({
  name: "publish-error-is-swallowed",
  mistake: "Errors of a publish are caught and dropped: nobody learns that events are missing",
  expected: ["worker-failures/recovery-without-redis"],
  swap: (sound) => ({
    openServices: (role, config, parts) => replaceEvents(sound.openServices(role, config, parts), { failed: () => {} }),
  }),
});
