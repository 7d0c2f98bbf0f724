import { defineLedgerDefect } from "./ledger-defect.ts";

export const defect = defineLedgerDefect({
  name: "batch-commits-each",
  mistake: "Several records are made by as many transactions, and what was made before one fails stays",
  expected: ["db-pool/partial-write-rolled-back"],
  swap: ({ makeRecord }) => ({
    async makeRecords(ledger, idempotencyKey, records, signal) {
      for (const record of records) await makeRecord(ledger, idempotencyKey, record, signal);
    },
  }),
});
