"""Looks after what dead workers have left, however busy this worker is itself."""

import threading

from orders.clients.recover_job import recover_job
from orders.failures import Failure
from orders.log import log
from orders.worker.worker import Worker


def start_housekeeper(worker: Worker) -> None:
    """Sweeps four times in a lease, from a thread of its own."""
    threading.Thread(target=_run, args=(worker,), name="housekeeper", daemon=True).start()


def _run(worker: Worker) -> None:
    while not worker.stop.soon.wait(worker.config.lease / 4):
        try:
            while not worker.stop.soon.is_set() and worker.parts.sweep(worker):
                pass
        except Failure as failure:
            log.info("sweeping has to wait: %s", failure)


def sweep(worker: Worker) -> bool:
    """Takes one thing up; False when there is none."""
    found = worker.scheduler.post("/sweep")
    if found["kind"] == "stale":
        log.warning("chunk %d of job %s is stale, its worker is gone", found["chunk"], found["job"])
    if found["kind"] == "interrupted":
        recover_job(worker.scheduler, worker.events, found["job"])
    return bool(found["kind"] != "none")
