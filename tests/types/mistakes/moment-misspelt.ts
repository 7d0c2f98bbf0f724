import { bindCapability } from "@chaos-packs/contract";
import { statement } from "@chaos-packs/postgres";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  moments: {
    // '"letter is wirtten"' does not exist
    "letter is wirtten": statement(/^insert into letters/, ({ parameters: [letter] }) => ({ letter })),
  },
});
