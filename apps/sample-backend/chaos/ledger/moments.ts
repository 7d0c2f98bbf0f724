import { commitOf, type SeenStatement, statement } from "@chaos-packs/postgres";

const first = ({ parameters: [key] }: SeenStatement): { key: string } => ({ key: String(key) });
const second = ({ parameters: [, key] }: SeenStatement): { key: string } => ({ key: String(key) });

const writes = statement(/^insert into (records|counters) /, first);

/** Where each moment of `queries` is seen on the wire of the ledger. */
export const moments = {
  "query runs": statement(/^select value from records where key/, first),
  "slow query runs": statement(/^select pg_sleep/, second),
  "write runs": writes,
  "write commits": commitOf(writes),
};
