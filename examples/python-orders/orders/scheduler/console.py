"""A console for operators and tests: SQL, and a way back to nothing."""

from orders.scheduler.database import Database, Row


def run_sql(database: Database, sql: str, values: dict[str, object]) -> Row:
    """Runs one statement."""
    with database.transaction() as tx:
        return {"rows": tx.all(sql, **values)}


def reset(database: Database) -> Row:
    """Deletes everything."""
    with database.transaction() as tx:
        for table in ("boxes", "chunks", "jobs"):
            tx.all(f"delete from {table}")
    return {}
