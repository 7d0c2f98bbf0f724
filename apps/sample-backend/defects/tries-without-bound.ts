import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "tries-without-bound",
  mistake: "A chunk that the upstream refuses is tried again for ever",
  expected: ["worker-failures/upstream-fails-mid-job", "worker-failures/recovery-failed-event"],
  swap: () => ({ mayRetry: () => true }),
});
