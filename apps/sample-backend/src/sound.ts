import { callUpstream } from "./chunks/call-upstream.ts";
import { claimChunk } from "./chunks/claim-chunk.ts";
import { completeChunk } from "./chunks/complete-chunk.ts";
import { failChunk } from "./chunks/fail-chunk.ts";
import { findStoredResult } from "./chunks/find-stored-result.ts";
import { handBackChunk } from "./chunks/hand-back-chunk.ts";
import { keepChunk } from "./chunks/keep-chunk.ts";
import { mayRetry } from "./chunks/may-retry.ts";
import { readPiece } from "./chunks/read-piece.ts";
import { settleChunk } from "./chunks/settle-chunk.ts";
import { storeResult } from "./chunks/store-result.ts";
import { workChunk } from "./chunks/work-chunk.ts";
import { claimCut } from "./cutting/claim-cut.ts";
import { clearTemporary } from "./cutting/clear-temporary.ts";
import { cutJob } from "./cutting/cut-job.ts";
import { cutSource } from "./cutting/cut-source.ts";
import { failCut } from "./cutting/fail-cut.ts";
import { planChunks } from "./cutting/plan-chunks.ts";
import { readSource } from "./cutting/read-source.ts";
import { runCutter } from "./cutting/run-cutter.ts";
import { storePieces } from "./cutting/store-pieces.ts";
import { inTransaction } from "./database/in-transaction.ts";
import { publishEvent } from "./events/publish-event.ts";
import { checkConsistency } from "./jobs/check-consistency.ts";
import { failJob } from "./jobs/fail-job.ts";
import { handBackJob } from "./jobs/hand-back-job.ts";
import { keepJob } from "./jobs/keep-job.ts";
import { readResult } from "./jobs/read-result.ts";
import { readStatus } from "./jobs/read-status.ts";
import { submitJob } from "./jobs/submit-job.ts";
import { claimFinalization } from "./merge/claim-finalization.ts";
import { claimMerge } from "./merge/claim-merge.ts";
import { cleanUp } from "./merge/clean-up.ts";
import { finalizeJob } from "./merge/finalize-job.ts";
import { markDone } from "./merge/mark-done.ts";
import { mergeJob } from "./merge/merge-job.ts";
import { numberPages } from "./merge/number-pages.ts";
import { readResults } from "./merge/read-results.ts";
import { redoChunks } from "./merge/redo-chunks.ts";
import { writeBoxes } from "./merge/write-boxes.ts";
import { findOrphans } from "./orphans/find-orphans.ts";
import type { Parts } from "./parts.ts";
import { claimRecovery } from "./recovery/claim-recovery.ts";
import { failStaleChunks } from "./recovery/fail-stale-chunks.ts";
import { findInterrupted } from "./recovery/find-interrupted.ts";
import { recoverJob } from "./recovery/recover-job.ts";
import { resumeJob } from "./recovery/resume-job.ts";
import { retryJob } from "./recovery/retry-job.ts";
import { closeServices } from "./roles/close-services.ts";
import { doWork } from "./roles/do-work.ts";
import { findWork } from "./roles/find-work.ts";
import { openServices } from "./roles/open-services.ts";
import { stopWorker } from "./roles/stop-worker.ts";
import { workLoop } from "./roles/work-loop.ts";

/** The service as it should be. */
export const sound: Parts = {
  submitJob,
  readStatus,
  readResult,
  checkConsistency,
  failJob,
  keepJob,
  handBackJob,
  claimCut,
  cutJob,
  cutSource,
  readSource,
  runCutter,
  storePieces,
  planChunks,
  failCut,
  clearTemporary,
  claimChunk,
  workChunk,
  keepChunk,
  findStoredResult,
  readPiece,
  callUpstream,
  storeResult,
  completeChunk,
  settleChunk,
  mayRetry,
  failChunk,
  handBackChunk,
  claimMerge,
  mergeJob,
  readResults,
  redoChunks,
  numberPages,
  writeBoxes,
  inTransaction,
  claimFinalization,
  finalizeJob,
  cleanUp,
  markDone,
  findInterrupted,
  failStaleChunks,
  recoverJob,
  claimRecovery,
  resumeJob,
  retryJob,
  findOrphans,
  publishEvent,
  openServices,
  findWork,
  doWork,
  workLoop,
  stopWorker,
  closeServices,
};
