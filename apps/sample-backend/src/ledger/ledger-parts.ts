import type { PoolParts } from "../pool/pool-parts.ts";
import type { addToCounter, addToCounters } from "./add-to-counters.ts";
import type { answerFailure } from "./answer-failure.ts";
import type { fulfilWish } from "./fulfil-wish.ts";
import type { hangUpOf } from "./hang-up-of.ts";
import type { insertRecord } from "./insert-record.ts";
import type { isRefusing } from "./is-refusing.ts";
import type { leakConnection } from "./leak-connection.ts";
import type { makeRecord } from "./make-record.ts";
import type { makeRecords } from "./make-records.ts";
import type { openLedger } from "./open-ledger.ts";
import type { readHealth } from "./read-health.ts";
import type { readPoolStats } from "./read-pool-stats.ts";
import type { readRecord, selectRecord } from "./read-record.ts";
import type { readSession } from "./read-session.ts";
import type { readThroughCache, readWithin, remember } from "./read-through-cache.ts";
import type { runSlowly } from "./run-slowly.ts";
import type { stopLedger } from "./stop-ledger.ts";
import type { readScoped, withScope } from "./with-scope.ts";
import type { withSession } from "./with-session.ts";

/** What the ledger is composed of, its pool included. Each part calls the others through this, so that any can be exchanged alone. */
export interface LedgerParts extends PoolParts {
  // requests
  readonly withSession: typeof withSession;
  readonly selectRecord: typeof selectRecord;
  readonly readRecord: typeof readRecord;
  readonly readThroughCache: typeof readThroughCache;
  readonly readWithin: typeof readWithin;
  readonly remember: typeof remember;
  readonly withScope: typeof withScope;
  readonly readScoped: typeof readScoped;
  readonly readSession: typeof readSession;
  readonly runSlowly: typeof runSlowly;
  readonly fulfilWish: typeof fulfilWish;
  readonly insertRecord: typeof insertRecord;
  readonly makeRecord: typeof makeRecord;
  readonly makeRecords: typeof makeRecords;
  readonly addToCounter: typeof addToCounter;
  readonly addToCounters: typeof addToCounters;
  readonly leakConnection: typeof leakConnection;
  // the role
  readonly openLedger: typeof openLedger;
  readonly readPoolStats: typeof readPoolStats;
  readonly readHealth: typeof readHealth;
  readonly answerFailure: typeof answerFailure;
  readonly hangUpOf: typeof hangUpOf;
  readonly isRefusing: typeof isRefusing;
  readonly stopLedger: typeof stopLedger;
}
