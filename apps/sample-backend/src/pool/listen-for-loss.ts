import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Hears of the end of a connection, whenever it comes: an error that nobody hears of would end the process. */
export function listenForLoss(pool: Pool, connection: Connection): void {
  const lose = (error: Error): void => pool.parts.loseConnection(pool, connection, error);
  connection.client.on("error", lose);
  connection.client.on("end", () => lose(new Error("the connection was closed")));
}
