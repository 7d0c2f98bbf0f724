import { childProcess, defineTarget } from "@chaos-packs/contract";
import { dependencies } from "../letters.ts";

export const target = defineTarget(dependencies, {
  name: "post office",
  roles: {
    api: childProcess({
      command: ["node", "api.js"],
      ready: { output: /ready/ },
      env: () => ({}),
      // Type '"alway"' is not assignable to type
      restart: "alway",
    }),
  },
  capabilities: [],
});
