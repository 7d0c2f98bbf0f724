import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "stop-waits-for-the-work",
  mistake: "A worker that is asked to stop waits until its work is done, also when what the work waits for is gone",
  expected: ["worker-failures/graceful-stop-with-dependency-down"],
  swap: () => ({ stopWorker: (_services, loop) => loop }),
});
