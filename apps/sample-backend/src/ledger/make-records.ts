import type { Ledger } from "./ledger.ts";
import type { KeyValue } from "./schemas.ts";

/** Makes records one after the other, all or none. */
export function makeRecords(
  ledger: Ledger,
  idempotencyKey: string,
  records: readonly KeyValue[],
  signal: AbortSignal,
): Promise<void> {
  const { parts } = ledger;
  return parts.withSession(ledger, signal, (session) =>
    parts.inTransaction(session, async () => {
      for (const record of records) await parts.insertRecord(session, idempotencyKey, record);
    }),
  );
}
