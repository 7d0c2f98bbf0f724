import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  observations: {
    // Property 'postgers' does not exist
    delivered: async ({ postgers }) => ({ letters: await postgers.query("select 1") }),
  },
});
