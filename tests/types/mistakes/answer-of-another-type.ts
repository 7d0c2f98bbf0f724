import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  operations: {
    // Type '"gone"' is not assignable to type
    status: ({ letter }) => ({
      request: { role: "api", method: "GET", path: `/letters/${letter}` },
      answer: () => ({ state: "gone" }),
    }),
  },
});
