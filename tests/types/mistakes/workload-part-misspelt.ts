import { defineWorkload } from "@chaos-packs/contract";
import { letters } from "../letters.ts";

export const workload = defineWorkload(letters, {
  name: "one letter",
  // Type '"sned"' is not assignable to type
  uses: ["sned"],
  async run() {},
  async settle() {},
});
