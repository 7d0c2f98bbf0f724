import type pg from "pg";
import type { PoolOptions } from "./pool-options.ts";

/** What the server itself is to put an end to. It is told in the first packet of a session, not by statements of their own. */
export const sessionSettings = ({
  queryTimeoutMs,
  lockTimeoutMs,
  idleTransactionMs,
}: PoolOptions): pg.ClientConfig => ({
  statement_timeout: queryTimeoutMs,
  lock_timeout: lockTimeoutMs,
  idle_in_transaction_session_timeout: idleTransactionMs,
});
