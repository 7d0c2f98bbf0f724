"""Hands out work: what is nearest to its end first."""

from orders.scheduler.database import Database, Row, Transaction
from orders.scheduler.leases import claim_job

_RESULTS = """select chunk, result_key as key, result_sum as sum from chunks
              where job = :job and status = 'completed' order by chunk"""


def claim_work(database: Database, owner: str) -> Row:
    """Claims the next work for an owner: `{kind: finish | merge | chunk | cut | none, …}`."""
    with database.transaction() as tx:
        for claim in (_claim_finish, _claim_merge, _claim_chunk, _claim_cut):
            work = claim(tx, owner)
            if work is not None:
                return work
        return {"kind": "none"}


def _claim_finish(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select job, total from jobs
           where status = 'merging' and merged and owner is null and not_before <= :now
           order by rowid limit 1"""
    )
    if row is None:
        return None
    fence = claim_job(tx, row["job"], owner, "merging")
    return {"kind": "finish", **row, "fence": fence, "results": tx.all(_RESULTS, job=row["job"])}


def _claim_merge(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select job, total from jobs
           where status = 'processing' and owner is null and not_before <= :now and not exists
             (select 1 from chunks where job = jobs.job and status <> 'completed')
           order by rowid limit 1"""
    )
    if row is None:
        return None
    fence = claim_job(tx, row["job"], owner, "merging")
    return {"kind": "merge", **row, "fence": fence, "results": tx.all(_RESULTS, job=row["job"])}


def _claim_chunk(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select j.job, j.media, j.wanted, j.busy_ms, j.source_sum, min(c.chunk) as chunk
           from jobs j join chunks c on c.job = j.job
           where j.status = 'processing' and c.status in ('pending', 'failed')
             and c.not_before <= :now and (j.concurrency is null or j.concurrency >
               (select count(*) from chunks where job = j.job and status = 'processing'))
           group by j.job order by j.rowid limit 1"""
    )
    if row is None:
        return None
    claimed = tx.first(
        """update chunks set status = 'processing', owner = :owner, fence = fence + 1, beat = :now,
             attempts = attempts + 1, interrupted = 0
           where job = :job and chunk = :chunk
           returning fence, failures, discarded, piece_key, piece_sum""",
        owner=owner,
        job=row["job"],
        chunk=row["chunk"],
    )
    return {"kind": "chunk", **row, **(claimed or {})}


def _claim_cut(tx: Transaction, owner: str) -> Row | None:
    row = tx.first(
        """select job, wanted, source_sum, cut_failures as failures from jobs
           where status = 'pending' and not_before <= :now order by rowid limit 1"""
    )
    if row is None:
        return None
    return {"kind": "cut", **row, "fence": claim_job(tx, row["job"], owner, "cutting")}
