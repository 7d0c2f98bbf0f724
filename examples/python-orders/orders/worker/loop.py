"""Asks for work and does it, until asked to stop."""

from collections.abc import Callable

from orders.backoff import backoff
from orders.failures import Failure
from orders.log import log
from orders.worker.worker import Worker


def work_loop(worker: Worker, ready: Callable[[], None]) -> None:
    """Works; `ready` is called once, when the scheduler has answered for the first time."""
    soon = worker.stop.soon
    failures = 0
    is_ready = False
    while not soon.is_set():
        try:
            claim = worker.scheduler.post("/work", owner=worker.owner)
            if not is_ready:
                ready()
                is_ready = True
            rest = do_work(worker, claim)
            failures = 0
        except Failure as failure:
            failures += 1
            log.warning("work has to wait: %s", failure)
            rest = backoff(failures)
        except Exception:  # a bug in one piece of work must not end the others
            failures += 1
            log.exception("work failed")
            rest = backoff(failures)
        if rest > 0:
            soon.wait(rest)


def do_work(worker: Worker, claim: dict[str, object]) -> float:
    """Does what was claimed. Returns how long this worker should rest, s."""
    parts = worker.parts
    match claim["kind"]:
        case "cut":
            parts.cut_job(worker, claim)
        case "chunk":
            return parts.work_chunk(worker, claim)
        case "merge":
            parts.merge_job(worker, claim)
        case "finish":
            parts.finish_job(worker, claim)
        case _:
            return worker.config.poll
    return 0
