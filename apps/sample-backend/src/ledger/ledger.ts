import type { Log } from "../log.ts";
import type { Pool } from "../pool/pool.ts";
import type { LedgerConfig } from "./ledger-config.ts";
import type { LedgerParts } from "./ledger-parts.ts";

/** What every part of the ledger works with. */
export interface Ledger {
  readonly config: LedgerConfig;
  readonly log: Log;
  readonly pool: Pool;
  readonly parts: LedgerParts;
  /** What was read last, by key; the one read longest ago stands first. */
  readonly cache: Map<string, string | null>;
  isStopping: boolean;
}
