import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "redials-in-step",
  mistake: "Pauses grow, and nothing about them is random: all instances that failed together dial together again",
  expected: ["db-pool/exhaustion-backs-off"],
  swap: (sound) => ({ pauseBefore: (failures, backoff) => sound.pauseBefore(failures, { ...backoff, jitter: 0 }) }),
});
