import { ChaosError } from "@chaos-packs/contract/kind";
import pg from "pg";

/** How the harness's own connections call themselves, so that a reset can tell them from a replica's. */
export const OWN_NAME = "chaos-packs";

/** A look must not wait for a lock until the look itself is over. */
const LOCK_TIMEOUT_MS = 2_000;

/**
 * What holds for them whatever the server's settings and those of roles and databases are: no timeout of the target's ends a
 * session of the harness (one that holds a lock is idle in its transaction), and transactions are ordinary ones.
 */
export const OWN_SETTINGS = Object.entries({
  lock_timeout: LOCK_TIMEOUT_MS,
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  default_transaction_read_only: "off",
  default_transaction_deferrable: "off",
  default_transaction_isolation: "read\\ committed",
})
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(" ");

/** The same for timeouts that older servers do not know, and would refuse a connection for (since Postgres 14 and 17). */
const LATER_SETTINGS = `select set_config(name, '0', false) from pg_settings
  where name in ('idle_session_timeout', 'transaction_timeout')`;

/** Frees a connection from the timeouts that cannot be set while it is opened. */
export const freeFromTimeouts = async (client: Pick<pg.ClientBase, "query">): Promise<void> => {
  await client.query(LATER_SETTINGS);
};

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

/**
 * How the harness connects: only what the address says (`?sslmode=require`) and what is ours. Whatever is left out here `pg`
 * takes from the variables of the shell (PGSSLMODE, PGOPTIONS), which are about servers of the user's own.
 */
export const ownConfig = (url: string): pg.ClientConfig => ({
  connectionString: url,
  ssl: false,
  sslnegotiation: "postgres",
  application_name: OWN_NAME,
  options: OWN_SETTINGS,
});

/** Connects to a server. Throws DATABASE_REFUSED. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(ownConfig(url));
  // A server that goes away tells every connection; the next query rejects by itself.
  client.on("error", () => {});
  try {
    await client.connect();
    await freeFromTimeouts(client);
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
