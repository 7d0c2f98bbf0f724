import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  traits: {
    // Type 'string' is not assignable to type 'number'
    leaseMs: "250",
  },
});
