import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  operations: {
    // Property 'path' is missing
    send: ({ to }) => ({ role: "api", method: "POST", body: { to } }),
  },
});
