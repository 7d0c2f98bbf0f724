import { defineBackendDefect } from "./backend-defect.ts";

const A_DAY_MS = 86_400_000;

export const defect = defineBackendDefect({
  name: "no-cutter-timeout",
  mistake: "The cutter is waited for as long as it takes",
  expected: ["worker-failures/cutter-hangs"],
  swap: (sound) => ({ runCutter: (run) => sound.runCutter({ ...run, timeoutMs: A_DAY_MS }) }),
});
