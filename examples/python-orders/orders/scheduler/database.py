"""The database: one SQLite connection, used by one request at a time."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SCHEMA = Path(__file__).with_name("schema.sql").read_text()

Row = dict[str, Any]


class Database:
    """Runs transactions, one after the other; `lease` is how long a silent owner keeps its work, s."""

    def __init__(self, path: str, *, lease: float) -> None:
        self.lease = lease
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.executescript(_SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator["Transaction"]:
        """A transaction: all of it takes place, or nothing."""
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                yield Transaction(self._connection, self.lease)
                self._connection.execute("commit")
            except BaseException:
                self._connection.execute("rollback")
                raise


class Transaction:
    """What runs in a transaction; every statement of it sees the same time."""

    def __init__(self, connection: sqlite3.Connection, lease: float) -> None:
        self._connection = connection
        self.now = time.time()
        #: Whoever has not been heard of since then has lost its lease.
        self.stale_before = self.now - lease

    def all(self, sql: str, **values: object) -> list[Row]:
        """Runs a statement and returns its rows; `:now` and `:stale` are there."""
        cursor = self._connection.execute(
            sql, {"now": self.now, "stale": self.stale_before, **values}
        )
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row)) for row in cursor.fetchall()]

    def first(self, sql: str, **values: object) -> Row | None:
        """The first row, if there is one."""
        rows = self.all(sql, **values)
        return rows[0] if rows else None
