"""What becomes of a chunk whose work has failed."""

from typing import Any

from orders.backoff import backoff
from orders.failures import Failure, Lost, Refused, Unavailable
from orders.log import log
from orders.worker.chunk_work import Claim, chunk_path
from orders.worker.job_phase import fail_job
from orders.worker.persist import persist
from orders.worker.worker import Worker


def settle_chunk(worker: Worker, claim: Claim, failure: Failure) -> float:
    """Does with a chunk what its failure asks for. Returns how long this worker should rest, s."""
    job, chunk, failures = claim["job"], claim["chunk"], claim["failures"]
    config = worker.config
    if isinstance(failure, Lost):
        log.info("chunk %d of job %s lost to another worker", chunk, job)
        return 0
    if worker.stop.now.is_set():
        _end(worker, claim, "release", error=None, failures=failures, retry_in=0)
        return 0
    if isinstance(failure, Unavailable):
        log.warning("chunk %d of job %s waits for what it stands on: %s", chunk, job, failure)
        retry_in = config.poll + backoff(3)
        _end(worker, claim, "fail", error=str(failure), failures=failures, retry_in=retry_in)
        return retry_in
    spent = failures + 1
    if isinstance(failure, Refused) and spent < config.chunk_attempts:
        log.warning("chunk %d of job %s failed %d times: %s", chunk, job, spent, failure)
        asked = failure.retry_after
        retry_in = backoff(spent, first=0.03) if asked is None else asked
        _end(worker, claim, "release", error=str(failure), failures=spent, retry_in=retry_in)
        # The others go first: it may be only this worker that cannot reach the upstream.
        return retry_in * 2
    log.error("chunk %d of job %s failed: %s", chunk, job, failure)
    _end(worker, claim, "fail", error=str(failure), failures=spent, retry_in=None)
    fail_job(worker, job, f"chunk {chunk}: {failure}")
    return 0


def _end(worker: Worker, claim: Claim, how: str, **why: Any) -> None:
    path = f"{chunk_path(claim)}/{how}"
    persist(lambda: worker.scheduler.post(path, fence=claim["fence"], **why), worker.stop.now)
