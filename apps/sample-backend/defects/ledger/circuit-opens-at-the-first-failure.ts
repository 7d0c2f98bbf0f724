import { defineLedgerDefect } from "./ledger-defect.ts";

const FOUR_TIMES = 4;

export const defect = defineLedgerDefect({
  name: "circuit-opens-at-the-first-failure",
  mistake:
    "A single request that found no connection opens the circuit, and connections that come back a moment later idle",
  expected: ["db-pool/pool-timeout-recovers"],
  swap: (sound) => ({
    openCircuit: ({ openMs }, countsAgainst) =>
      sound.openCircuit({ threshold: 1, openMs: openMs * FOUR_TIMES }, countsAgainst),
  }),
});
