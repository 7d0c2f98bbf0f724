import { bindCapability } from "@chaos-packs/contract";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  operations: {
    // Property 'too' does not exist on type '{ readonly to: string; }'
    send: ({ too }) => ({ role: "api", method: "POST", path: `/letters/${too}` }),
  },
});
