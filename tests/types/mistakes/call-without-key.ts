import { defineWorkload } from "@chaos-packs/contract";
import { letters } from "../letters.ts";

export const workload = defineWorkload(letters, {
  name: "one letter",
  uses: ["send"],
  async run(client) {
    // 'too' does not exist in type '{ readonly to: string; }'
    await client.call("send", { too: "me" });
  },
  async settle() {},
});
