import { defineTarget } from "@chaos-packs/contract";
import { dependencies } from "../letters.ts";

export const target = defineTarget(dependencies, {
  name: "post office",
  roles: {},
  // 'capabilites' does not exist
  capabilites: [],
});
