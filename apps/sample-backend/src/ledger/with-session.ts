import type { Session } from "../pool/with-connection.ts";
import type { Ledger } from "./ledger.ts";

/** Does what a request asks of the database: on a connection of the pool, and again on another where that may help. */
export const withSession = <T>(
  { parts, pool }: Ledger,
  signal: AbortSignal,
  work: (session: Session) => Promise<T>,
): Promise<T> => parts.withRetries(pool, signal, () => parts.withConnection(pool, signal, work));
