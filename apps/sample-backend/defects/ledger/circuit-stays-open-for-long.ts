import { defineLedgerDefect } from "./ledger-defect.ts";

const TEN_TIMES = 10;

export const defect = defineLedgerDefect({
  name: "circuit-stays-open-for-long",
  mistake:
    "The circuit stays open for as long as the longest outage took, and nobody is served when connections are back",
  expected: ["db-pool/exhaustion-opens-circuit"],
  swap: (sound) => ({
    openCircuit: (options, countsAgainst) =>
      sound.openCircuit({ ...options, openMs: options.openMs * TEN_TIMES }, countsAgainst),
  }),
});
