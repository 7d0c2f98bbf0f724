import type { Pool } from "./pool.ts";
import { QueryFailure } from "./query-failure.ts";

/** Closes every connection, politely where the server still answers, and gives up what is being dialled. */
export async function closePool(pool: Pool): Promise<void> {
  const { parts, dials, waiters, connections, idle } = pool;
  pool.isClosing = true;
  dials.pause?.[Symbol.dispose]();
  pool.trimming?.[Symbol.dispose]();
  for (const dial of dials.underWay) dial.abort();
  for (const waiter of waiters.splice(0)) {
    waiter.fail(new QueryFailure("stopping", "no connection: the service is stopping"));
  }
  for (const connection of [...connections]) if (!idle.includes(connection)) parts.discard(pool, connection);
  await Promise.all([...connections].map((connection) => parts.closeConnection(pool, connection)));
}
