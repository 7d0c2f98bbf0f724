import { defineDefect } from "@chaos-packs/contract/target";

export const defect = defineDefect({
  name: "cutter-without-timeout",
  mistake: "The cutter is waited for as long as it takes: nobody has given `communicate` a timeout",
  expected: ["worker-failures/cutter-hangs"],
  edits: [
    { file: "orders/worker/cutting.py", replace: "cutter.communicate(timeout=timeout)", with: "cutter.communicate()" },
  ],
});
