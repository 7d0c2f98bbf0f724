import { defineLedgerDefect } from "./ledger-defect.ts";

const MOST_FAILURES = 5;
const REST_MS = 1_500;

export const defect = defineLedgerDefect({
  name: "five-dials-and-out",
  mistake: "After five failed dials the database counts as down, and for a good while nobody looks whether it is",
  expected: ["db-pool/handshakes-fail-then-heal"],
  swap: (sound) => ({
    pauseBefore: (failures, backoff) => (failures < MOST_FAILURES ? sound.pauseBefore(failures, backoff) : REST_MS),
  }),
});
