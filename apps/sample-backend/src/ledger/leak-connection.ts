import { sessionOn } from "../pool/with-connection.ts";
import type { Ledger } from "./ledger.ts";

/** For tests: reads a record and keeps the connection for ever, as a broken handler does. The answer is how a stack names the place. */
export async function leakConnection({ parts, pool }: Ledger, key: string, signal: AbortSignal): Promise<string> {
  const connection = await parts.acquire(pool, signal);
  await parts.selectRecord(sessionOn(pool, connection, signal), key);
  return leakConnection.name;
}
