import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  observations: {
    // 'deliverd' does not exist
    deliverd: async () => ({ letters: [] }),
  },
});
