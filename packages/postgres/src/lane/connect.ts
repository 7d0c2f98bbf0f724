import { ChaosError } from "@chaos-packs/contract";
import pg from "pg";

/** How the harness's own connections call themselves, so that a reset can tell them from a replica's. */
export const OWN_NAME = "chaos-packs";

/** What holds for them: a look must not wait for a lock until the look itself is over, and nobody makes them read only. */
export const OWN_SETTINGS = "-c lock_timeout=2000 -c default_transaction_read_only=off";

/** The address of another database of the same server. */
export function urlOf(url: string, database: string): string {
  const at = new URL(url);
  at.pathname = `/${database}`;
  return at.href;
}

/** A URL without its password, for messages. */
export function withoutPassword(url: string): string {
  const at = new URL(url);
  at.password = "";
  return at.href;
}

/** Connects to a server. Throws DATABASE_REFUSED. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: OWN_NAME, options: OWN_SETTINGS });
  // A server that goes away tells every connection; the next query rejects by itself.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw new ChaosError("DATABASE_REFUSED", {
      expected: `${withoutPassword(url)} to accept a connection`,
      came: cause instanceof Error ? cause.message || String(cause) : String(cause),
      todo: "See that the server runs and that user and password are right (CHAOS_POSTGRES_URL, or the option url).",
      cause,
    });
  }
}
