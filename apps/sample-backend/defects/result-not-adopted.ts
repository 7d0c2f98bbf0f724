import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "result-not-adopted",
  mistake: "A chunk that is taken over is always done anew, even when its dead owner had already stored the result",
  expected: ["worker-failures/kill-between-result-and-status"],
  swap: () => ({ findStoredResult: async () => undefined }),
});
