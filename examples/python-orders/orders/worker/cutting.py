"""Cuts the source of a job into pieces, with a program of its own."""

import shutil
import subprocess
from typing import Any

from orders.backoff import backoff
from orders.failures import Failure, Hopeless, Refused, Unavailable
from orders.keys import piece_key, source_key
from orders.log import log
from orders.worker.job_phase import fail_job, job_path, settle_job
from orders.worker.persist import persist
from orders.worker.worker import Worker


def cut_job(worker: Worker, claim: dict[str, Any]) -> None:
    """Cuts a claimed job into its chunks."""
    job, fence = claim["job"], claim["fence"]
    with worker.keep(job_path(job), fence) as lease:
        try:
            pieces = cut_source(worker, job, claim["wanted"], claim["source_sum"])
            lease.verify()
            stored = [
                {"key": key, "sum": worker.store.put(key, piece)}
                for key, piece in (
                    (piece_key(job, at), piece) for at, piece in enumerate(pieces, 1)
                )
            ]
            plan = f"{job_path(job)}/chunks"
            persist(
                lambda: worker.scheduler.post(plan, fence=fence, pieces=stored), worker.stop.now
            )
        except Refused as failure:
            if lease.is_lost or worker.stop.now.is_set():
                return settle_job(worker, claim, failure, is_lost=lease.is_lost)
            _count_failure(worker, claim, failure)
        except Failure as failure:
            settle_job(worker, claim, failure, is_lost=lease.is_lost)


def cut_source(worker: Worker, job: str, wanted: int, source_sum: str) -> list[bytes]:
    """Reads the source of a job and has it cut; the pieces come in order."""
    source = worker.store.get(source_key(job))
    if source is None:
        raise Hopeless("the source is gone from the store")
    if source.sum != source_sum:
        raise Hopeless("the source is damaged: its checksum is wrong")
    folder = worker.config.folder / job
    folder.mkdir(parents=True, exist_ok=True)
    try:
        (folder / "source").write_bytes(source.content)
        worker.parts.run_cutter(worker, [str(folder / "source"), str(folder), str(wanted)])
        return [(folder / str(piece)).read_bytes() for piece in range(1, wanted + 1)]
    except FileNotFoundError as error:
        raise Refused(f"the cutter made no piece {error.filename}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_cutter(worker: Worker, arguments: list[str]) -> None:
    """Runs the cutter to its end; raises Refused when it fails or is not done in time."""
    timeout = worker.config.cutter_timeout
    cutter = subprocess.Popen(
        [*worker.config.cutter, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    with cutter, worker.stop.ending(cutter.kill):
        try:
            _, errors = cutter.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            cutter.kill()
            raise Refused(f"the cutter was not done within {timeout:g} s") from error
    if worker.stop.now.is_set():
        raise Unavailable("the worker is asked to stop")
    if cutter.returncode != 0:
        last = errors.strip().rpartition("\n")[2]
        raise Refused(f"the cutter exited with {cutter.returncode}: {last}")


def _count_failure(worker: Worker, claim: dict[str, Any], failure: Refused) -> None:
    """Lets the job be cut again, or fails it when that was the last try."""
    job, spent = claim["job"], claim["failures"] + 1
    log.warning("cutting job %s failed %d times: %s", job, spent, failure)
    if spent >= worker.config.cut_attempts:
        return fail_job(worker, job, str(failure))
    body = {"fence": claim["fence"], "error": str(failure), "retry_in": backoff(spent)}
    persist(lambda: worker.scheduler.post(f"{job_path(job)}/cut-failure", **body), worker.stop.now)
