import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "overflow-stays",
  mistake: "Nobody closes the extra connections when the pressure is over, so one busy minute costs them for good",
  expected: ["db-pool/overflow-under-pressure"],
  swap: () => ({ trimOverflow() {} }),
});
