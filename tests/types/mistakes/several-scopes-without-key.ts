import { bindCapability } from "@chaos-packs/contract";
import { script } from "@chaos-packs/redis";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  moments: {
    // Property 'letter' is missing in type '{ readonly id: string | number; }'
    "letter is written": script("return 1", ({ keys }) => keys.map((id) => ({ id }))),
  },
});
