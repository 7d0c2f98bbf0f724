import { openLog } from "../log.ts";
import { openPool } from "../pool/open-pool.ts";
import type { Ledger } from "./ledger.ts";
import type { LedgerConfig } from "./ledger-config.ts";
import type { LedgerParts } from "./ledger-parts.ts";

/** Opens what the role works with. The database need not be there yet. */
export function openLedger(config: LedgerConfig, parts: LedgerParts): Ledger {
  const log = openLog("ledger", config.logLevel);
  return { config, log, parts, pool: openPool(config.pool, parts, log), cache: new Map(), isStopping: false };
}
