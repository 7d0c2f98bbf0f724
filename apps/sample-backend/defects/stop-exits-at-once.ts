import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "stop-exits-at-once",
  mistake: "A worker exits as soon as it is asked to stop, and leaves its chunk to its lease",
  expected: ["worker-failures/graceful-stop-under-load"],
  swap: () => ({ stopWorker: async () => process.exit(0) }),
});
