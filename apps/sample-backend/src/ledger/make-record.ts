import type { Ledger } from "./ledger.ts";
import type { KeyValue } from "./schemas.ts";

/** Makes one record, by a statement that is a transaction by itself. */
export const makeRecord = (
  ledger: Ledger,
  idempotencyKey: string,
  record: KeyValue,
  signal: AbortSignal,
): Promise<void> =>
  ledger.parts.withSession(ledger, signal, (session) => ledger.parts.insertRecord(session, idempotencyKey, record));
