import { bindCapability } from "@chaos-packs/contract";
import { notification } from "@chaos-packs/postgres";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  moments: {
    // Property 'letter' is missing in type '{ readonly channel: string | number; }'
    "letter is written": notification("letters", ({ channel }) => ({ channel })),
  },
});
