import { defineTarget, workerThread } from "@chaos-packs/contract";
import { dependencies } from "../letters.ts";

export const target = defineTarget(dependencies, {
  name: "post office",
  roles: {
    // Property 'ready' is missing
    api: workerThread({ entry: new URL("api.js", import.meta.url), env: () => ({}) }),
  },
  capabilities: [],
});
