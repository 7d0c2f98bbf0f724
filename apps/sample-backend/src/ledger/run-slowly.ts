import type { Ledger } from "./ledger.ts";

const SLEEP = { name: "run-slowly", text: "select pg_sleep($1), $2::text as key" };

/** A query that takes the server so many ms and changes nothing. */
export async function runSlowly(
  ledger: Ledger,
  { key, ms }: { readonly key: string; readonly ms: number },
  signal: AbortSignal,
): Promise<void> {
  await ledger.parts.withSession(ledger, signal, (session) => session.run(SLEEP, [ms / 1_000, key]));
}
