import { defineWorkload } from "@chaos-packs/contract";
import { letters } from "../letters.ts";

export const workload = defineWorkload(letters, {
  name: "one letter",
  uses: ["send"],
  async run(client) {
    // Argument of type '"status"' is not assignable to parameter of type '"send"'
    await client.call("status", { letter: "1" });
  },
  async settle() {},
});
