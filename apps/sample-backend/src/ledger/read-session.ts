import type { Ledger } from "./ledger.ts";

const SETTINGS = {
  name: "read-session",
  text: `select name, setting from pg_settings where name = any($1)
    union all select 'app.scope', coalesce(current_setting('app.scope', true), '')`,
};
/** What a request might change, or relies on. */
const NAMES = [
  "default_transaction_isolation",
  "default_transaction_read_only",
  "idle_in_transaction_session_timeout",
  "lock_timeout",
  "role",
  "search_path",
  "statement_timeout",
];

/** The settings that a request finds in the session of its connection, by name. */
export async function readSession(ledger: Ledger, signal: AbortSignal): Promise<Record<string, string>> {
  const rows = await ledger.parts.withSession(ledger, signal, (session) =>
    session.run<{ name: string; setting: string }>(SETTINGS, [NAMES]),
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}
