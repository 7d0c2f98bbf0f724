import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "done-is-trusted",
  mistake: "A job that is marked done is believed to be, whatever its other rows say",
  expected: ["worker-failures/inconsistent-state"],
  swap: () => ({ checkConsistency: async () => false }),
});
