import { defineLedgerDefect } from "./ledger-defect.ts";

const PAUSE_MS = 10;

export const defect = defineLedgerDefect({
  name: "redials-at-a-fixed-pause",
  mistake: "The pause between dials never grows, however many have failed, so a database that starts is kept busy",
  expected: ["db-pool/exhaustion-backs-off"],
  swap: () => ({ pauseBefore: () => PAUSE_MS }),
});
