import { QueryFailure } from "../pool/query-failure.ts";
import type { Session } from "../pool/with-connection.ts";
import type { Ledger } from "./ledger.ts";
import type { KeyValue } from "./schemas.ts";

const INSERT = {
  name: "make-record",
  text: "insert into records (key, value) values ($1, $2) on conflict do nothing returning key",
};

/** Makes one record, unless there is one of this key. */
export async function insertRecord(session: Session, { key, value }: KeyValue): Promise<void> {
  const made = await session.run(INSERT, [key, value]);
  if (made.length === 0) throw new QueryFailure("taken", `another wish has made a record of the key ${key}`);
}

/** Makes records one after the other, all or none; the answer is their keys. */
export function makeRecords(
  ledger: Ledger,
  idempotencyKey: string,
  records: readonly KeyValue[],
  signal: AbortSignal,
): Promise<string[]> {
  const { parts } = ledger;
  const insertAll = async (session: Session): Promise<string[]> => {
    for (const record of records) await parts.insertRecord(session, record);
    return records.map(({ key }) => key);
  };
  return parts.write(ledger, { idempotencyKey, text: JSON.stringify({ make: records }) }, insertAll, signal);
}
