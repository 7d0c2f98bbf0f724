import { bindCapability } from "@chaos-packs/contract";
import { httpRequest } from "@chaos-packs/http";
import { dependencies, letters } from "../letters.ts";

export const binding = bindCapability(letters, dependencies, {
  moments: {
    // Property 'letter' is missing in type '{ readonly id: string | number; }'
    "letter is written": httpRequest("post", "PUT", "/letters/{id}"),
  },
});
