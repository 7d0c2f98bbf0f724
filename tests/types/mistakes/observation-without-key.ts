import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  observations: {
    // Property 'letters' is missing in type '{ found: never[]; }'
    delivered: async () => ({ found: [] }),
  },
});
