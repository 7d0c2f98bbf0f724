import { defineScenario, defineWorkload, kill } from "@chaos-packs/contract";
import { letters } from "../letters.ts";

const workload = defineWorkload(letters, { name: "nothing", uses: [], async run() {}, async settle() {} });

export const scenario = defineScenario({
  promise: "a letter survives its worker",
  workload,
  // 'injekt' does not exist in type 'Step'
  schedule: [{ at: letters.moment("letter is written"), injekt: kill() }],
  invariants: [],
});
