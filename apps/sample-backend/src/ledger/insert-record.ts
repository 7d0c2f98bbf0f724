import { QueryFailure } from "../pool/query-failure.ts";
import type { Session } from "../pool/with-connection.ts";
import type { KeyValue } from "./schemas.ts";

const INSERT = {
  name: "insert-record",
  text: "insert into records (key, value, wish) values ($1, $2, $3) on conflict do nothing returning key",
};
const FIND = { name: "find-record", text: "select value, wish from records where key = $1" };

/**
 * Makes a record, unless there is one of this key. Each carries the key of the wish that made it: so a wish whose COMMIT was
 * not answered finds, when it is tried again, that it has been fulfilled.
 */
export async function insertRecord(session: Session, idempotencyKey: string, { key, value }: KeyValue): Promise<void> {
  const made = await session.run(INSERT, [key, value, idempotencyKey]);
  if (made.length > 0) return;
  const [known] = await session.run<{ value: string; wish: string }>(FIND, [key]);
  if (known?.wish === idempotencyKey && known.value === value) return;
  throw new QueryFailure("taken", `another wish has made a record of the key ${key}`);
}
