"""Leases: whoever has one names its fence with every write."""

from orders.scheduler.database import Database, Row, Transaction


def renew_chunk(database: Database, job: str, chunk: int, fence: int) -> Row:
    """Renews the lease of a chunk."""
    with database.transaction() as tx:
        return tx.fenced(
            """update chunks set beat = :now
               where job = :job and chunk = :chunk and fence = :fence and status = 'processing'
               returning chunk""",
            job=job,
            chunk=chunk,
            fence=fence,
        )


def renew_job(database: Database, job: str, fence: int) -> Row:
    """Renews the lease of a phase of a job."""
    with database.transaction() as tx:
        return tx.fenced(
            """update jobs set beat = :now
               where job = :job and fence = :fence and owner is not null returning job""",
            job=job,
            fence=fence,
        )


def hand_back_job(database: Database, job: str, fence: int, retry_in: float) -> Row:
    """Gives a phase of a job back, to be claimed by anybody after `retry_in` seconds."""
    with database.transaction() as tx:
        return tx.fenced(
            """update jobs set owner = null, beat = null, not_before = :now + :retry_in,
                 status = case when status = 'cutting' then 'pending' when merged then status
                               else 'processing' end
               where job = :job and fence = :fence and owner is not null returning job""",
            job=job,
            fence=fence,
            retry_in=retry_in,
        )


def claim_job(tx: Transaction, job: str, owner: str, status: str) -> None:
    """Gives a phase of a job to an owner, under a new fence."""
    tx.all(
        """update jobs set status = :status, owner = :owner, fence = fence + 1, beat = :now
           where job = :job""",
        job=job,
        owner=owner,
        status=status,
    )
