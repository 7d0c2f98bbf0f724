import { sleep } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/**
 * Ends a statement in the server whose answer nobody wants, so that its connection can serve others; a connection on which
 * it does not end in time is given up. Never rejects.
 */
export async function abandonStatement(pool: Pool, connection: Connection, asked: Promise<unknown>): Promise<void> {
  const { cancelWithinMs } = pool.options;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  asked.then(end, end);
  // Both: a request to cancel that arrives late would hit the next statement.
  const cancelled = pool.parts.cancelQuery(connection, cancelWithinMs);
  await Promise.all([cancelled, sleep(cancelWithinMs, ended.signal)]);
  if (!ended.signal.aborted) pool.parts.discard(pool, connection);
}
