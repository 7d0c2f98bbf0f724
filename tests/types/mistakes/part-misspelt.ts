import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  // 'moment' does not exist in type 'CapabilityMapping
  moment: {},
});
