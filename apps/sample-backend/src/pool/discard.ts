import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Closes a connection without waiting for the server, and frees its place. */
export function discard(pool: Pool, connection: Connection): void {
  connection.lost ??= new Error("the connection was given up");
  connection.checkout?.leakTimer?.[Symbol.dispose]();
  pool.connections.delete(connection);
  const place = pool.idle.indexOf(connection);
  if (place >= 0) pool.idle.splice(place, 1);
  connection.socket.destroy();
}
