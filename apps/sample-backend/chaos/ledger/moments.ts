import { commitOf, type SeenStatement, statement } from "@chaos-packs/postgres";

const first = ({ parameters: [key] }: SeenStatement): { key: string } => ({ key: String(key) });
const second = ({ parameters: [, key] }: SeenStatement): { key: string } => ({ key: String(key) });

const WRITES = /^insert into (records|counters) /;
/** A write that finds its row there already, because an earlier try has made it, runs and commits all the same. */
const ANY = { affected: () => true };
const writes = statement(WRITES, first, ANY);
/** A statement outside any transaction is one by itself, and commits what it does. */
const byItself = statement(
  WRITES,
  (seen, _edge, { transaction }) => (transaction.length === 0 ? first(seen) : undefined),
  ANY,
);

/** Where each moment of `queries` is seen on the wire of the ledger. */
export const moments = {
  "query runs": statement(/^select value from records where key/, first),
  "slow query runs": statement(/^select pg_sleep/, second),
  "write runs": writes,
  "write commits": [commitOf(writes), byItself],
};
