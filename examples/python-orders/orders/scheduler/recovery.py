"""Finds what dead workers have left, and takes it up again."""

from orders.scheduler.database import Database, Row
from orders.scheduler.jobs import must_exist

_INTERRUPTED = """
    status in ('cutting', 'processing', 'merging')
    and ((owner is not null and beat < :stale) or exists
      (select 1 from chunks where job = jobs.job and status = 'failed' and interrupted))"""


def sweep(database: Database, job: str | None = None) -> Row:
    """Takes one chunk from a worker whose lease has run out, or names a job to be recovered.

    `{kind: stale, job, chunk}`, `{kind: interrupted, job}` or `{kind: none}`. With `job` only
    the chunks of that one are looked at.
    """
    with database.transaction() as tx:
        stale = tx.first(
            """update chunks set status = 'failed', error = 'its worker stopped heartbeating',
                 interrupted = 1, owner = null, beat = null, not_before = null, fence = fence + 1
               where rowid = (select rowid from chunks
                 where status = 'processing' and beat < :stale and (:job is null or job = :job)
                 order by job, chunk limit 1)
               returning job, chunk""",
            job=job,
        )
        if stale is not None:
            return {"kind": "stale", **stale}
        if job is None:
            found = tx.first(
                f"""select job from jobs where (auto_recover or resume) and {_INTERRUPTED}
                    order by rowid limit 1"""
            )
            if found is not None:
                return {"kind": "interrupted", **found}
        return {"kind": "none"}


def recover(database: Database, job: str) -> Row:
    """Puts everything of a job that was interrupted back to work, unless there is nothing to do."""
    with database.transaction() as tx:
        taken_on = tx.first(
            f"""update jobs set recovering = 1, resume = 0
                where job = :job and {_INTERRUPTED} returning job""",
            job=job,
        )
        if taken_on is None:
            must_exist(tx, job)
            return {"recovered": False}
        tx.all(
            """update jobs set owner = null, beat = null, fence = fence + 1,
                 status = case when status = 'cutting' then 'pending'
                               when status = 'merging' and not merged then 'processing'
                               else status end
               where job = :job and owner is not null and beat < :stale""",
            job=job,
        )
        resumed = tx.all(
            """update chunks set status = 'pending', interrupted = 0, not_before = :now
               where job = :job and status = 'failed' and interrupted returning chunk""",
            job=job,
        )
    return {"recovered": True, "resumed": len(resumed)}
