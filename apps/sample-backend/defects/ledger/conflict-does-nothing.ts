import { defineLedgerDefect } from "./ledger-defect.ts";

const INSERT = {
  name: "insert-record-or-nothing",
  text: "insert into records (key, value, wish) values ($1, $2, $3) on conflict do nothing",
};

export const defect = defineLedgerDefect({
  name: "conflict-does-nothing",
  mistake: "A record that is there already is left as it is, and whoever wanted to make it is told that he has",
  expected: ["db-pool/unique-violation-race"],
  swap: () => ({
    async insertRecord(session, idempotencyKey, { key, value }) {
      await session.run(INSERT, [key, value, idempotencyKey]);
    },
  }),
});
