import { defineDefect } from "@chaos-packs/contract/target";

export const defect = defineDefect({
  name: "no-statement-timeout",
  mistake: "Only the client has a timeout: it gives a query up that goes on in the server, and asks for it once more",
  expected: ["db-pool/long-query-cancelled"],
  edits: [
    {
      file: "src/pool/session-settings.ts",
      replace: "statement_timeout: queryTimeoutMs",
      with: "statement_timeout: 0",
    },
  ],
});
