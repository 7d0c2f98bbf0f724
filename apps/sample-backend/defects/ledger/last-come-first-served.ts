import { defineDefect } from "@chaos-packs/contract/target";

export const defect = defineDefect({
  name: "last-come-first-served",
  mistake:
    "Those who wait for a connection are kept in an array that is pushed and popped: who came last is served first",
  expected: ["db-pool/waiters-are-fair"],
  edits: [{ file: "src/pool/next-waiter.ts", replace: "waiters.shift()", with: "waiters.pop()" }],
});
