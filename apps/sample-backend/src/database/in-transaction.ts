import type pg from "pg";
import type { Database } from "./database.ts";

/** Runs the work in one transaction. When it rejects after `commit` was sent, whether it took place is not known: look. */
export async function inTransaction<T>(database: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    client.release();
    return result;
  } catch (error) {
    // Closing the connection rolls back whatever state it is in.
    client.release(error as Error);
    throw error;
  }
}
