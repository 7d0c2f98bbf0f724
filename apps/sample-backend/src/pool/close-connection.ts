import { later } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** ms after which a server that does not say goodbye is not waited for. */
const PATIENCE_MS = 150;

/** Takes an idle connection out of the pool and says goodbye to the server; resolves when it is closed. */
export async function closeConnection(pool: Pool, connection: Connection): Promise<void> {
  const { client, socket } = connection;
  connection.lost ??= new Error("the connection was closed by the pool");
  pool.connections.delete(connection);
  const place = pool.idle.indexOf(connection);
  if (place >= 0) pool.idle.splice(place, 1);
  if (socket.destroyed) return;
  using _patience = later(PATIENCE_MS, () => socket.destroy());
  pool.closing.add(connection);
  try {
    await client.end();
  } finally {
    pool.closing.delete(connection);
    pool.parts.growPool(pool);
  }
}
