"""Takes on a job."""

import uuid
from dataclasses import asdict

from orders.api.submission import Submission
from orders.clients.object_store import ObjectStore
from orders.clients.scheduler_client import SchedulerClient
from orders.keys import source_key


def submit_job(scheduler: SchedulerClient, store: ObjectStore, wanted: Submission) -> str:
    """Stores the source of a job before its row, so that a row never stands without one."""
    job = str(uuid.uuid4())
    source_sum = store.put(source_key(job), source_of(wanted))
    scheduler.post("/jobs", job=job, source_sum=source_sum, **asdict(wanted))
    return job


def source_of(wanted: Submission) -> bytes:
    """The source of a sample job: two parts for each chunk."""
    parts = range(1, wanted.wanted * 2 + 1)
    return "".join(f"{wanted.media} part {part}\n" for part in parts).encode()
