import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  operations: {
    // 'sned' does not exist
    sned: () => ({ role: "api", method: "POST", path: "/letters" }),
  },
});
