import { QueryFailure } from "../../src/pool/query-failure.ts";
import { defineLedgerDefect } from "./ledger-defect.ts";

const FIND = { name: "look-for-record", text: "select wish from records where key = $1" };
const INSERT = { name: "insert-record-plainly", text: "insert into records (key, value, wish) values ($1, $2, $3)" };

export const defect = defineLedgerDefect({
  name: "looks-before-it-inserts",
  mistake: "Whether a record is there is asked first, and then it is made: who loses the race breaks the unique index",
  expected: ["db-pool/unique-violation-race"],
  swap: ({ withSession }) => ({
    async makeRecord(ledger, idempotencyKey, { key, value }, signal) {
      const [known] = await withSession(ledger, signal, (session) => session.run<{ wish: string }>(FIND, [key]));
      if (known?.wish === idempotencyKey) return;
      if (known) throw new QueryFailure("taken", `another wish has made a record of the key ${key}`);
      await withSession(ledger, signal, (session) => session.run(INSERT, [key, value, idempotencyKey]));
    },
  }),
});
