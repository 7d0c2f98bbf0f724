import { defineTarget, workerThread } from "@chaos-packs/contract";
import { dependencies } from "../letters.ts";

export const target = defineTarget(dependencies, {
  name: "post office",
  roles: {
    api: workerThread({
      entry: new URL("api.js", import.meta.url),
      ready: { path: "/healthz" },
      // Property 'postgers' does not exist on type 'Readonly<Record<"postgres" | "redis", string>>'
      env: ({ url }) => ({ DATABASE_URL: url.postgres, OTHER_URL: url.postgers }),
    }),
  },
  capabilities: [],
});
