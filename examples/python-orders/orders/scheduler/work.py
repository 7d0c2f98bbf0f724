"""Hands out work: what is nearest to its end first."""

from orders.scheduler.database import Database, Row, Transaction
from orders.scheduler.leases import claim_job


def claim_work(database: Database, owner: str) -> Row:
    """Claims the next work for an owner: `{kind: finish | merge | chunk | cut | none, …}`.

    An owner does one thing at a time. One that has something already has not heard the answer by
    which it was given to him, and gets it again.
    """
    with database.transaction() as tx:
        for claim in (_held_chunk, _held_job, _finish, _merge, _chunk, _cut):
            work = claim(tx, owner)
            if work is not None:
                return work
        return {"kind": "none"}


def _held_chunk(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """update chunks set beat = :now
           where owner = :owner and status = 'processing' and beat >= :stale
           returning job, chunk""",
        owner=owner,
    )
    return row and _tell_chunk(tx, **row)


def _held_job(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """update jobs set beat = :now where owner = :owner and beat >= :stale
           returning job, case when status = 'cutting' then 'cut' when merged then 'finish'
                               else 'merge' end as kind""",
        owner=owner,
    )
    return row and _tell_job(tx, **row)


def _finish(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select job from jobs
           where status = 'merging' and merged and owner is null and not_before <= :now
           order by rowid limit 1"""
    )
    return row and _claim_job(tx, row["job"], owner, "merging", "finish")


def _merge(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select job from jobs
           where status = 'processing' and owner is null and not_before <= :now and not exists
             (select 1 from chunks where job = jobs.job and status <> 'completed')
           order by rowid limit 1"""
    )
    return row and _claim_job(tx, row["job"], owner, "merging", "merge")


def _chunk(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select j.job, min(c.chunk) as chunk
           from jobs j join chunks c on c.job = j.job
           where j.status = 'processing' and c.status in ('pending', 'failed')
             and c.not_before <= :now and (j.concurrency is null or j.concurrency >
               (select count(*) from chunks where job = j.job and status = 'processing'))
           group by j.job order by j.rowid limit 1"""
    )
    if row is None:
        return None
    tx.all(
        """update chunks set status = 'processing', owner = :owner, fence = fence + 1,
             beat = :now, attempts = attempts + 1, interrupted = 0
           where job = :job and chunk = :chunk""",
        owner=owner,
        **row,
    )
    return _tell_chunk(tx, **row)


def _cut(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select job from jobs where status = 'pending' and not_before <= :now
           order by rowid limit 1"""
    )
    return row and _claim_job(tx, row["job"], owner, "cutting", "cut")


def _claim_job(tx: Transaction, job: str, owner: str, status: str, kind: str) -> Row:
    claim_job(tx, job, owner, status)
    return _tell_job(tx, job, kind)


def _tell_chunk(tx: Transaction, job: str, chunk: int) -> Row:
    (row,) = tx.all(
        """select c.job, c.chunk, c.fence, c.failures, c.discarded, c.piece_key, c.piece_sum,
             j.media, j.wanted, j.busy_ms, j.source_sum
           from chunks c join jobs j on j.job = c.job where c.job = :job and c.chunk = :chunk""",
        job=job,
        chunk=chunk,
    )
    return {"kind": "chunk", **row}


def _tell_job(tx: Transaction, job: str, kind: str) -> Row:
    (row,) = tx.all(
        """select job, fence, wanted, total, source_sum, cut_failures as failures
           from jobs where job = :job""",
        job=job,
    )
    results = tx.all(
        """select chunk, result_key as key, result_sum as sum from chunks
           where job = :job and status = 'completed' order by chunk""",
        job=job,
    )
    return {"kind": kind, **row, "results": results}
