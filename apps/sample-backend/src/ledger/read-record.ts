import type { Session } from "../pool/with-connection.ts";
import type { Ledger } from "./ledger.ts";

const ONE = { name: "read-record", text: "select value from records where key = $1" };

/** The one query of every read: the value of a record, null when there is none. */
export async function selectRecord(session: Session, key: string): Promise<string | null> {
  const [record] = await session.run<{ value: string }>(ONE, [key]);
  return record?.value ?? null;
}

/** The value of a record, null when there is none. */
export const readRecord = (ledger: Ledger, key: string, signal: AbortSignal): Promise<string | null> =>
  ledger.parts.withSession(ledger, signal, (session) => ledger.parts.selectRecord(session, key));
