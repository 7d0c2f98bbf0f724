import { bindCapability } from "@chaos-packs/contract";
import { statement } from "@chaos-packs/postgres";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  moments: {
    // Property 'letter' is missing in type '{}'
    "letter is written": statement(/^insert into letters/, () => ({})),
  },
});
