import { defineDefect } from "@chaos-packs/contract/target";

export const defect = defineDefect({
  name: "stop-exits-at-once",
  mistake: "A worker exits as soon as it is asked to stop, and leaves its chunk to its lease",
  expected: ["worker-failures/graceful-stop-under-load"],
  edits: [
    {
      file: "src/roles/run-worker.ts",
      replace: "await parts.stopWorker(services, loop, () => now.abort());",
      with: "process.exit(0);",
    },
  ],
});
