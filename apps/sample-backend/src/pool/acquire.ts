import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";
import { QueryFailure } from "./query-failure.ts";

/** Checks a connection out; it is to be released, whatever happens. Rejects with a `QueryFailure`. */
export async function acquire(pool: Pool, signal?: AbortSignal): Promise<Connection> {
  const { parts, circuit } = pool;
  // Now, because after the first wait the stack would no longer tell who asked.
  const place = parts.placeOfCheckout();
  // Not within the circuit: it says nothing of the database.
  if (signal?.aborted) throw new QueryFailure("abandoned", "the client has hung up");
  const connection = await circuit.execute(() => parts.waitForConnection(pool, signal));
  connection.checkout = { place, leakTimer: undefined };
  parts.watchForLeak(pool, connection);
  return connection;
}
