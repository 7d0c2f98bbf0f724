"""What the phases of a job (cutting, merging, finishing) have in common."""

from typing import Any

from orders.failures import Failure, Hopeless, Lost
from orders.log import log
from orders.worker.persist import persist
from orders.worker.worker import Worker

#: Seconds after which a phase that had to be given back is claimed again.
_RETRY_IN = 0.1


def job_path(job: str) -> str:
    """Where a job is at the scheduler."""
    return f"/jobs/{job}"


def settle_job(worker: Worker, claim: dict[str, Any], failure: Failure, *, is_lost: bool) -> None:
    """Does with a phase of a job what its failure asks for."""
    job = claim["job"]
    if is_lost or isinstance(failure, Lost):
        return log.info("job %s lost to another worker", job)
    is_stopping = worker.stop.now.is_set()
    if isinstance(failure, Hopeless) and not is_stopping:
        return fail_job(worker, job, str(failure))
    log.warning("job %s waits for what it stands on: %s", job, failure)
    body = {"fence": claim["fence"], "retry_in": 0 if is_stopping else _RETRY_IN}
    persist(lambda: worker.scheduler.post(f"{job_path(job)}/release", **body), worker.stop.now)


def fail_job(worker: Worker, job: str, reason: str) -> None:
    """Puts a job into its error state, and tells it."""
    path = f"{job_path(job)}/fail"
    answer = persist(lambda: worker.scheduler.post(path, reason=reason), worker.stop.now)
    if not answer["failed"]:
        return
    log.error("job %s failed: %s", job, reason)
    if answer["recovering"]:
        worker.events.send("recovery.failed", job, reason=reason)
    worker.events.send("job.failed", job, reason=reason)
