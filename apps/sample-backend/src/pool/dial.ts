import net from "node:net";
import pg from "pg";
import { monotonic } from "../clock.ts";
import type { Connection } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Opens one connection, for as long as it may take. Aborting gives it up. */
export async function dial(pool: Pool, signal: AbortSignal): Promise<Connection> {
  const { options, parts } = pool;
  const socket = new net.Socket();
  const client = new pg.Client({
    connectionString: options.url,
    application_name: "ledger",
    connectionTimeoutMillis: options.connectTimeoutMs,
    keepAlive: true,
    stream: () => socket,
    ...parts.sessionSettings(options),
  });
  const connection: Connection = {
    client,
    socket,
    lost: undefined,
    provenAt: monotonic(),
    idleSince: monotonic(),
    checkout: undefined,
  };
  parts.listenForLoss(pool, connection);
  const giveUp = (): void => void socket.destroy();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    await client.connect();
    // The server may have ended it in the same breath.
    if (connection.lost) throw connection.lost;
    connection.provenAt = monotonic();
    return connection;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
