import { defineBackendDefect } from "./backend-defect.ts";

export const defect = defineBackendDefect({
  name: "first-refusal-is-final",
  mistake: "One call to the upstream that fails, or takes too long, fails the chunk and with it the job",
  expected: ["worker-failures/partitioned-from-upstream"],
  swap: () => ({ mayRetry: () => false }),
});
