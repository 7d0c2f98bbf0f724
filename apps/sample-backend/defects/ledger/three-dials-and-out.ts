import { defineLedgerDefect } from "./ledger-defect.ts";

const MOST_FAILURES = 3;
const REST_MS = 1_200;

export const defect = defineLedgerDefect({
  name: "three-dials-and-out",
  mistake:
    "After three failed dials the database counts as down, and for more than a second nobody looks whether it is",
  expected: ["db-pool/handshakes-fail-then-heal"],
  swap: (sound) => ({
    pauseBefore: (failures, backoff) => (failures < MOST_FAILURES ? sound.pauseBefore(failures, backoff) : REST_MS),
  }),
});
