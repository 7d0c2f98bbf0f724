import { defineDefect } from "@chaos-packs/contract/target";

export const defect = defineDefect({
  name: "no-cutter-timeout",
  mistake: "The cutter is waited for as long as it takes",
  expected: ["worker-failures/cutter-hangs"],
  edits: [
    {
      file: "src/cutting/cut-source.ts",
      replace: "timeoutMs: config.cutterTimeoutMs,",
      with: "timeoutMs: 86_400_000,",
    },
  ],
});
