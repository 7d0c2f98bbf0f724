"""What orphans are found with: all that the database refers to."""

from orders.scheduler.database import Database, Row


def read_references(database: Database) -> Row:
    """Every job with its status, and every chunk with its objects."""
    with database.transaction() as tx:
        return {
            "jobs": tx.all("select job, status from jobs"),
            "chunks": tx.all("select job, chunk, status, piece_key, result_key from chunks"),
        }
