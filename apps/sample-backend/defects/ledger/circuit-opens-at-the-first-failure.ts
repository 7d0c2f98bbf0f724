import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "circuit-opens-at-the-first-failure",
  mistake:
    "A single request that found no connection opens the circuit, also when connections come back a moment later",
  expected: ["db-pool/pool-timeout-recovers"],
  swap: (sound) => ({
    openCircuit: (options, countsAgainst) => sound.openCircuit({ ...options, threshold: 1 }, countsAgainst),
  }),
});
