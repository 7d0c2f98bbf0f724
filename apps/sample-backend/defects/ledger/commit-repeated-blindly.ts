import { QueryFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

const INSERT = {
  name: "insert-record-blindly",
  text: "insert into records (key, value, wish) values ($1, $2, $3) on conflict do nothing returning key",
};

export const defect = defineLedgerDefect({
  name: "commit-repeated-blindly",
  mistake: "What lost its connection is done again, and nobody looks whether it had been done when the answer was lost",
  expected: ["db-pool/commit-answer-lost"],
  swap: () => ({
    async insertRecord(session, idempotencyKey, { key, value }) {
      const made = await session.run(INSERT, [key, value, idempotencyKey]);
      if (made.length === 0) throw new QueryFailure("taken", `there is a record of the key ${key}`);
    },
    fulfilWish: (_session, _wish, work) => work(),
  }),
});
