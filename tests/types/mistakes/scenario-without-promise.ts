import { defineScenario, defineWorkload } from "@chaos-packs/contract";
import { letters } from "../letters.ts";

const workload = defineWorkload(letters, { name: "nothing", uses: [], async run() {}, async settle() {} });

// Property 'promise' is missing
export const scenario = defineScenario({ workload, schedule: [], invariants: [] });
