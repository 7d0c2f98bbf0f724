"""The database: one SQLite connection, used by one request at a time."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orders.web.json_server import Problem

_SCHEMA = Path(__file__).with_name("schema.sql").read_text()

Row = dict[str, Any]


class Database:
    """Runs transactions, one after the other. A silent owner keeps its work for `lease` seconds."""

    def __init__(self, path: str, *, lease: float, clock: Callable[[], float] = time.time) -> None:
        self._lease = lease
        self._clock = clock
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
                now = self._clock()
                yield Transaction(self._connection, now, now - self._lease)
                self._connection.execute("commit")
            except BaseException:
                self._connection.execute("rollback")
                raise


class Transaction:
    """What runs in a transaction; every statement of it sees the same time."""

    def __init__(self, connection: sqlite3.Connection, now: float, stale: float) -> None:
        self._connection = connection
        self._times = {"now": now, "stale": stale}

    def all(self, sql: str, **values: object) -> list[Row]:
        """Runs a statement and returns its rows.

        `:now` is there, and `:stale`: whoever was last heard of before has lost its lease.
        """
        cursor = self._connection.execute(sql, {**self._times, **values})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def first(self, sql: str, **values: object) -> Row | None:
        """The first row, if there is one."""
        rows = self.all(sql, **values)
        return rows[0] if rows else None

    def fenced(self, sql: str, **values: object) -> Row:
        """The row that a write under a fence has touched; none means that the lease is lost."""
        row = self.first(sql, **values)
        if row is None:
            raise Problem(409, "the lease has gone to somebody else")
        return row
