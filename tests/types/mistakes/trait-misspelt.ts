import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  traits: {
    // 'leaseMS' does not exist
    leaseMS: 250,
  },
});
