import { scenario as allObjectsLost } from "./all-objects-lost.ts";
import { scenario as cleanupAfterRecovery } from "./cleanup-after-recovery.ts";
import { scenario as corruptedChunkObject } from "./corrupted-chunk-object.ts";
import { scenario as corruptedInputChunk } from "./corrupted-input-chunk.ts";
import { scenario as crashAtFinalization } from "./crash-at-finalization.ts";
import { scenario as crashAtInitialization } from "./crash-at-initialization.ts";
import { scenario as crashDuringChunking } from "./crash-during-chunking.ts";
import { scenario as crashEarly } from "./crash-early.ts";
import { scenario as crashLate } from "./crash-late.ts";
import { scenario as crashMidway } from "./crash-midway.ts";
import { scenario as cutterFails } from "./cutter-fails.ts";
import { scenario as cutterHangs } from "./cutter-hangs.ts";
import { scenario as deadAtBoot } from "./dead-at-boot.ts";
import { scenario as gracefulStopUnderLoad } from "./graceful-stop-under-load.ts";
import { scenario as gracefulStopWithDependencyDown } from "./graceful-stop-with-dependency-down.ts";
import { scenario as inconsistentState } from "./inconsistent-state.ts";
import { scenario as killAfterClaim } from "./kill-after-claim.ts";
import { scenario as killBetweenResultAndStatus } from "./kill-between-result-and-status.ts";
import { scenario as killEveryWorker } from "./kill-every-worker.ts";
import { scenario as killMidChunk } from "./kill-mid-chunk.ts";
import { scenario as killRepeatedly } from "./kill-repeatedly.ts";
import { scenario as killedInSecondJob } from "./killed-in-second-job.ts";
import { scenario as mergeCommitAcknowledgementLost } from "./merge-commit-acknowledgement-lost.ts";
import { scenario as mergeConnectionLost } from "./merge-connection-lost.ts";
import { scenario as mergeKilledBeforeCommit } from "./merge-killed-before-commit.ts";
import { scenario as mergeKilledMidInsert } from "./merge-killed-mid-insert.ts";
import { scenario as mergePagesAreAbsolute } from "./merge-pages-are-absolute.ts";
import { scenario as mergeRetryCompletes } from "./merge-retry-completes.ts";
import { scenario as mergeRunsOnce } from "./merge-runs-once.ts";
import { scenario as missingChunkObject } from "./missing-chunk-object.ts";
import { scenario as missingInputChunk } from "./missing-input-chunk.ts";
import { scenario as noOrphansAfterRecovery } from "./no-orphans-after-recovery.ts";
import { scenario as orphansAreDetected } from "./orphans-are-detected.ts";
import { scenario as partitionHealsInTime } from "./partition-heals-in-time.ts";
import { scenario as partitionedFromRedis } from "./partitioned-from-redis.ts";
import { scenario as partitionedFromUpstream } from "./partitioned-from-upstream.ts";
import { scenario as partitionedWorker } from "./partitioned-worker.ts";
import { scenario as progressIsTruthful } from "./progress-is-truthful.ts";
import { scenario as recoveryEvents } from "./recovery-events.ts";
import { scenario as recoveryFailedEvent } from "./recovery-failed-event.ts";
import { scenario as recoveryFromNothing } from "./recovery-from-nothing.ts";
import { scenario as recoveryIsBounded } from "./recovery-is-bounded.ts";
import { scenario as recoveryIsExclusive } from "./recovery-is-exclusive.ts";
import { scenario as recoveryIsIdempotent } from "./recovery-is-idempotent.ts";
import { scenario as recoveryResumesAfterCrash } from "./recovery-resumes-after-crash.ts";
import { scenario as recoveryWhenAllDone } from "./recovery-when-all-done.ts";
import { scenario as recoveryWithStoreDown } from "./recovery-with-store-down.ts";
import { scenario as recoveryWithoutRedis } from "./recovery-without-redis.ts";
import { scenario as retryOnlyUnfinished } from "./retry-only-unfinished.ts";
import { scenario as slowIsNotDead } from "./slow-is-not-dead.ts";
import { scenario as staleChunkDetected } from "./stale-chunk-detected.ts";
import { scenario as stalledCpuBoundWorker } from "./stalled-cpu-bound-worker.ts";
import { scenario as stalledWorkerIsFenced } from "./stalled-worker-is-fenced.ts";
import { scenario as stateQueryableAfterAnyFailure } from "./state-queryable-after-any-failure.ts";
import { scenario as storageUnwritable } from "./storage-unwritable.ts";
import { scenario as upstreamFailsMidJob } from "./upstream-fails-mid-job.ts";

/** Every scenario of the pack by its id, which is the name of its file; a test compares this list with the folder. */
export const scenarios = {
  "kill-mid-chunk": killMidChunk,
  "stale-chunk-detected": staleChunkDetected,
  "slow-is-not-dead": slowIsNotDead,
  "retry-only-unfinished": retryOnlyUnfinished,
  "stalled-worker-is-fenced": stalledWorkerIsFenced,
  "stalled-cpu-bound-worker": stalledCpuBoundWorker,
  "partitioned-worker": partitionedWorker,
  "partition-heals-in-time": partitionHealsInTime,
  "kill-every-worker": killEveryWorker,
  "kill-repeatedly": killRepeatedly,
  "kill-between-result-and-status": killBetweenResultAndStatus,
  "kill-after-claim": killAfterClaim,
  "merge-killed-mid-insert": mergeKilledMidInsert,
  "merge-connection-lost": mergeConnectionLost,
  "merge-killed-before-commit": mergeKilledBeforeCommit,
  "merge-commit-acknowledgement-lost": mergeCommitAcknowledgementLost,
  "merge-retry-completes": mergeRetryCompletes,
  "merge-runs-once": mergeRunsOnce,
  "state-queryable-after-any-failure": stateQueryableAfterAnyFailure,
  "progress-is-truthful": progressIsTruthful,
  "no-orphans-after-recovery": noOrphansAfterRecovery,
  "orphans-are-detected": orphansAreDetected,
  "recovery-resumes-after-crash": recoveryResumesAfterCrash,
  "recovery-from-nothing": recoveryFromNothing,
  "recovery-when-all-done": recoveryWhenAllDone,
  "recovery-is-idempotent": recoveryIsIdempotent,
  "recovery-is-exclusive": recoveryIsExclusive,
  "recovery-events": recoveryEvents,
  "crash-at-initialization": crashAtInitialization,
  "crash-during-chunking": crashDuringChunking,
  "crash-early": crashEarly,
  "crash-midway": crashMidway,
  "crash-late": crashLate,
  "crash-at-finalization": crashAtFinalization,
  "recovery-without-redis": recoveryWithoutRedis,
  "recovery-with-store-down": recoveryWithStoreDown,
  "recovery-failed-event": recoveryFailedEvent,
  "cutter-fails": cutterFails,
  "cutter-hangs": cutterHangs,
  "corrupted-input-chunk": corruptedInputChunk,
  "missing-input-chunk": missingInputChunk,
  "upstream-fails-mid-job": upstreamFailsMidJob,
  "partitioned-from-redis": partitionedFromRedis,
  "partitioned-from-upstream": partitionedFromUpstream,
  "merge-pages-are-absolute": mergePagesAreAbsolute,
  "corrupted-chunk-object": corruptedChunkObject,
  "missing-chunk-object": missingChunkObject,
  "all-objects-lost": allObjectsLost,
  "inconsistent-state": inconsistentState,
  "storage-unwritable": storageUnwritable,
  "cleanup-after-recovery": cleanupAfterRecovery,
  "graceful-stop-under-load": gracefulStopUnderLoad,
  "graceful-stop-with-dependency-down": gracefulStopWithDependencyDown,
  "dead-at-boot": deadAtBoot,
  "killed-in-second-job": killedInSecondJob,
  "recovery-is-bounded": recoveryIsBounded,
};
