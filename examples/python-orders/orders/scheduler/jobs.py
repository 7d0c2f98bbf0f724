"""Jobs: taken on, read, retried, failed."""

from orders.scheduler.database import Database, Row, Transaction
from orders.web.json_server import Problem

_STATES = ("pending", "processing", "completed", "failed")


def submit(database: Database, job: Row) -> Row:
    """Takes on a job, once."""
    with database.transaction() as tx:
        tx.all(
            """insert or ignore into jobs
                 (job, media, wanted, concurrency, auto_recover, busy_ms, source_sum)
               values
                 (:job, :media, :wanted, :concurrency, :auto_recover, :busy_ms, :source_sum)""",
            **job,
        )
    return {"job": job["job"]}


def read_status(database: Database, job: str) -> Row:
    """How far a job is; job and chunks are read in one transaction, so that the counts add up."""
    with database.transaction() as tx:
        row = _read(tx, job)
        chunks = tx.all(
            """select chunk, status, attempts, error,
                 interrupted or (status = 'processing' and beat < :stale) as stale
               from chunks where job = :job order by chunk""",
            job=job,
        )
    counts = {state: sum(chunk["status"] == state for chunk in chunks) for state in _STATES}
    return {
        **{name: row[name] for name in ("job", "status", "error", "total")},
        "counts": counts,
        "chunks": [{**chunk, "stale": bool(chunk["stale"])} for chunk in chunks],
    }


def read_result(database: Database, job: str) -> Row:
    """The boxes of a job that is done, none before; never a part of them."""
    with database.transaction() as tx:
        if _read(tx, job)["status"] != "done":
            return {"boxes": []}
        boxes = tx.all(
            "select chunk, page, text from boxes where job = :job order by page, id", job=job
        )
    return {"boxes": boxes}


def retry(database: Database, job: str) -> Row:
    """Sends the failed and pending chunks of a job on again; completed ones stay as they are."""
    with database.transaction() as tx:
        # resume: somebody may be dead whose lease has not run out yet; the wish waits for that.
        wanted = tx.first(
            """update jobs set error = null, cut_failures = 0, not_before = :now,
                 resume = owner is not null or exists
                   (select 1 from chunks where job = :job and status = 'processing'),
                 status = case when status <> 'failed' then status when total = 0 then 'pending'
                               when merged then 'merging' else 'processing' end
               where job = :job and status <> 'done' returning job""",
            job=job,
        )
        if wanted is None:
            must_exist(tx, job)
            return {"retried": 0}
        again = tx.all(
            """update chunks set status = 'pending', failures = 0, error = null, interrupted = 0,
                 not_before = :now
               where job = :job and status in ('failed', 'pending') returning chunk""",
            job=job,
        )
    return {"retried": len(again)}


def fail_job(database: Database, job: str, reason: str) -> Row:
    """Puts a job into its error state; one that has ended already is left alone."""
    with database.transaction() as tx:
        row = tx.first(
            "select recovering from jobs where job = :job and status not in ('done', 'failed')",
            job=job,
        )
        if row is None:
            return {"failed": False, "recovering": False}
        tx.all(
            """update jobs set status = 'failed', error = :reason, owner = null, beat = null,
                 recovering = 0 where job = :job""",
            job=job,
            reason=reason,
        )
    return {"failed": True, "recovering": bool(row["recovering"])}


def must_exist(tx: Transaction, job: str) -> None:
    """Raises a Problem when there is no such job."""
    if tx.first("select job from jobs where job = :job", job=job) is None:
        raise Problem(404, f"there is no job {job}")


def _read(tx: Transaction, job: str) -> Row:
    """The row of a job; one that is done without its boxes being there fails on the way."""
    row = tx.first(
        """select *, (select count(*) from boxes where job = :job) as found
           from jobs where job = :job""",
        job=job,
    )
    if row is None:
        raise Problem(404, f"there is no job {job}")
    if row["status"] != "done" or row["boxes"] == row["found"]:
        return row
    error = f"inconsistent: marked done with {row['boxes']} boxes, but {row['found']} are there"
    tx.all("delete from boxes where job = :job", job=job)
    tx.all(
        """update jobs set status = 'failed', merged = 0, boxes = 0, error = :error
           where job = :job""",
        job=job,
        error=error,
    )
    return {**row, "status": "failed", "error": error}
