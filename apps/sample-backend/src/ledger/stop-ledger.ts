import type { Ledger } from "./ledger.ts";

/** Turns new requests away, lets running ones end for most of the grace period, and then lets go of the database. */
export async function stopLedger(ledger: Ledger, serving: AsyncDisposable): Promise<void> {
  const { parts, pool, log } = ledger;
  log.info("ledger stopping");
  ledger.isStopping = true;
  await serving[Symbol.asyncDispose]();
  await parts.closePool(pool);
  log.info("ledger stopped");
}
