"""Chunks: planned, completed, failed, given back."""

from orders.scheduler.database import Database, Row


def plan_chunks(database: Database, job: str, fence: int, pieces: list[Row]) -> Row:
    """Makes the chunks of a job durable, all at once."""
    with database.transaction() as tx:
        tx.fenced(
            """update jobs set status = 'processing', error = null, total = :total,
                 owner = null, beat = null, not_before = :now
               where job = :job and fence = :fence and status = 'cutting' returning job""",
            job=job,
            fence=fence,
            total=len(pieces),
        )
        for number, piece in enumerate(pieces, start=1):
            tx.all(
                """insert into chunks (job, chunk, piece_key, piece_sum)
                   values (:job, :chunk, :key, :sum)""",
                job=job,
                chunk=number,
                **piece,
            )
    return {"total": len(pieces)}


def fail_cut(database: Database, job: str, fence: int, error: str, retry_in: float) -> Row:
    """Counts a failed run of the cutter; the job is cut again after `retry_in` seconds."""
    with database.transaction() as tx:
        return tx.fenced(
            """update jobs set status = 'pending', cut_failures = cut_failures + 1, error = :error,
                 owner = null, beat = null, not_before = :now + :retry_in
               where job = :job and fence = :fence and status = 'cutting' returning job""",
            job=job,
            fence=fence,
            error=error,
            retry_in=retry_in,
        )


def complete_chunk(database: Database, job: str, chunk: int, fence: int, key: str, sum: str) -> Row:
    """Marks a chunk completed. Said again after an answer that was lost, it changes nothing."""
    with database.transaction() as tx:
        again = tx.first(
            """select chunk from chunks where job = :job and chunk = :chunk and fence = :fence
                 and status = 'completed' and result_key = :key""",
            job=job,
            chunk=chunk,
            fence=fence,
            key=key,
        )
        if again is not None:
            return {"repeated": True}
        return tx.fenced(
            """update chunks set status = 'completed', result_key = :key, result_sum = :sum,
                 error = null, owner = null, beat = null, not_before = null
               where job = :job and chunk = :chunk and fence = :fence and status = 'processing'
               returning chunk""",
            job=job,
            chunk=chunk,
            fence=fence,
            key=key,
            sum=sum,
        )


def end_chunk(
    database: Database,
    job: str,
    chunk: int,
    fence: int,
    status: str,
    error: str | None,
    failures: int,
    retry_in: float | None,
) -> Row:
    """Ends the work on a chunk as `failed` or `pending`; None: it waits to be asked for."""
    with database.transaction() as tx:
        return tx.fenced(
            """update chunks set status = :status, error = :error, failures = :failures,
                 not_before = :now + :retry_in, owner = null, beat = null
               where job = :job and chunk = :chunk and fence = :fence and status = 'processing'
               returning chunk""",
            job=job,
            chunk=chunk,
            fence=fence,
            status=status,
            error=error,
            failures=failures,
            retry_in=retry_in,
        )
