import type { Defect } from "@chaos-packs/contract/target";
import type { LedgerParts } from "../../src/ledger/ledger-parts.ts";

/** A broken variant of the ledger: the parts that it exchanges, made from the sound ones. */
export interface LedgerDefect extends Defect {
  readonly swap: (sound: LedgerParts) => Partial<LedgerParts>;
}

/** Defines a defect of the ledger; its name is the name of its file. */
export const defineLedgerDefect = (defect: LedgerDefect): LedgerDefect => defect;
