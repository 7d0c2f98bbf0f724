import { bindCapability } from "@chaos-packs/contract";
import { statement } from "@chaos-packs/postgres";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  moments: {
    // Property 'letter' is missing in type '{ readonly leter: string | number; }'
    "letter is written": statement(/^insert into letters/, ({ parameters: [leter] }) => ({ leter })),
  },
});
