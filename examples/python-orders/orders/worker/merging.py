"""Merges the results of a job, and ends it."""

import json
from typing import Any

from orders.failures import Failure
from orders.keys import pieces_prefix, results_prefix
from orders.log import log
from orders.worker.job_phase import job_path, settle_job
from orders.worker.worker import Worker

#: The pages of each chunk, by its number.
Results = dict[int, list[dict[str, Any]]]


def merge_job(worker: Worker, claim: dict[str, Any]) -> None:
    """Merges a claimed job and finishes it.

    A merge without an answer is not repeated: the next claim looks whether it took place.
    """
    job, fence = claim["job"], claim["fence"]
    with worker.keep(job_path(job), fence) as lease:
        try:
            results, broken = worker.parts.read_results(worker, claim)
            if broken:
                log.warning("results %s of job %s are gone or damaged", broken, job)
                worker.scheduler.post(f"{job_path(job)}/redo", fence=fence, chunks=broken)
                return
            lease.verify()
            boxes = number_pages(results)
            worker.scheduler.post(f"{job_path(job)}/boxes", fence=fence, boxes=boxes)
        except Failure as failure:
            return settle_job(worker, claim, failure, is_lost=lease.is_lost)
    finish_job(worker, claim)


def read_results(worker: Worker, claim: dict[str, Any]) -> tuple[Results, list[int]]:
    """Reads every result of a job, and tells the chunks whose result is gone or damaged."""
    results: Results = {}
    broken: list[int] = []
    for reference in claim["results"]:
        chunk = reference["chunk"]
        found = worker.store.get(reference["key"])
        if found is not None and found.sum == reference["sum"]:
            results[chunk] = json.loads(found.content)["pages"]
        else:
            broken.append(chunk)
    return results, broken


def number_pages(results: Results) -> list[dict[str, Any]]:
    """Numbers the pages of all chunks through the document."""
    boxes: list[dict[str, Any]] = []
    before = 0
    for chunk, pages in sorted(results.items()):
        ordered = sorted(pages, key=lambda page: page["page"])
        boxes += [
            {"chunk": chunk, "page": before + page["page"], "text": page["text"]}
            for page in ordered
        ]
        before += ordered[-1]["page"] if ordered else 0
    return boxes


def finish_job(worker: Worker, claim: dict[str, Any]) -> None:
    """Cleans up after a merged job, marks it done and tells it."""
    job, fence = claim["job"], claim["fence"]
    with worker.keep(job_path(job), fence) as lease:
        try:
            clean_up(worker, claim)
            lease.verify()
            ended = worker.scheduler.post(f"{job_path(job)}/finish", fence=fence)
        except Failure as failure:
            return settle_job(worker, claim, failure, is_lost=lease.is_lost)
    if ended["recovered"]:
        worker.events.send("recovery.completed", job, total=claim["total"])
    worker.events.send("job.completed", job, total=claim["total"])


def clean_up(worker: Worker, claim: dict[str, Any]) -> None:
    """Deletes what only the work needed: pieces, and results that no row refers to."""
    job = claim["job"]
    kept = {reference["key"] for reference in claim["results"]}
    for prefix in (pieces_prefix(job), results_prefix(job)):
        for key in worker.store.keys(prefix):
            if key not in kept:
                worker.store.delete(key)
