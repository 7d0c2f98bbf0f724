"""The merge: all boxes of a job in one transaction, once."""

from orders.scheduler.database import Database, Row


def merge(database: Database, job: str, fence: int, boxes: list[Row]) -> Row:
    """Writes all boxes of a job, or none; a job that is merged already is left as it is."""
    with database.transaction() as tx:
        tx.fenced(
            """update jobs set merged = 1, boxes = :count, beat = :now
               where job = :job and fence = :fence and status = 'merging' and not merged
               returning job""",
            job=job,
            fence=fence,
            count=len(boxes),
        )
        for box in boxes:
            tx.all(
                "insert into boxes (job, chunk, page, text) values (:job, :chunk, :page, :text)",
                job=job,
                **box,
            )
    return {"boxes": len(boxes)}


def redo_chunks(database: Database, job: str, fence: int, chunks: list[int]) -> Row:
    """Sends chunks whose result is gone or damaged upstream again, instead of merging."""
    with database.transaction() as tx:
        tx.fenced(
            """update jobs set status = 'processing', owner = null, beat = null
               where job = :job and fence = :fence and status = 'merging' returning job""",
            job=job,
            fence=fence,
        )
        for chunk in chunks:
            tx.all(
                """update chunks set status = 'pending', error = 'its result was gone or damaged',
                     discarded = fence, result_key = null, result_sum = null, failures = 0,
                     not_before = :now
                   where job = :job and chunk = :chunk""",
                job=job,
                chunk=chunk,
            )
    return {"redone": len(chunks)}


def finish(database: Database, job: str, fence: int) -> Row:
    """Marks a merged job done."""
    with database.transaction() as tx:
        row = tx.fenced(
            """select recovering from jobs
               where job = :job and fence = :fence and status = 'merging' and merged""",
            job=job,
            fence=fence,
        )
        tx.all(
            """update jobs set status = 'done', error = null, owner = null, beat = null,
                 recovering = 0, resume = 0 where job = :job""",
            job=job,
        )
    return {"recovered": bool(row["recovering"])}
