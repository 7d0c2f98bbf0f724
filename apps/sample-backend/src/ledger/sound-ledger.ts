import { soundPool } from "../pool/sound-pool.ts";
import { addToCounter, addToCounters } from "./add-to-counters.ts";
import { answerFailure } from "./answer-failure.ts";
import { fulfilWish } from "./fulfil-wish.ts";
import { hangUpOf } from "./hang-up-of.ts";
import { insertRecord } from "./insert-record.ts";
import { isRefusing } from "./is-refusing.ts";
import { leakConnection } from "./leak-connection.ts";
import type { LedgerParts } from "./ledger-parts.ts";
import { makeRecord } from "./make-record.ts";
import { makeRecords } from "./make-records.ts";
import { openLedger } from "./open-ledger.ts";
import { readHealth } from "./read-health.ts";
import { readPoolStats } from "./read-pool-stats.ts";
import { readRecord, selectRecord } from "./read-record.ts";
import { readSession } from "./read-session.ts";
import { readThroughCache, readWithin, remember } from "./read-through-cache.ts";
import { runSlowly } from "./run-slowly.ts";
import { stopLedger } from "./stop-ledger.ts";
import { readScoped, withScope } from "./with-scope.ts";
import { withSession } from "./with-session.ts";

/** The ledger as it should be. */
export const soundLedger: LedgerParts = {
  ...soundPool,
  withSession,
  selectRecord,
  readRecord,
  readThroughCache,
  readWithin,
  remember,
  withScope,
  readScoped,
  readSession,
  runSlowly,
  fulfilWish,
  insertRecord,
  makeRecord,
  makeRecords,
  addToCounter,
  addToCounters,
  leakConnection,
  openLedger,
  readPoolStats,
  readHealth,
  answerFailure,
  hangUpOf,
  isRefusing,
  stopLedger,
};
