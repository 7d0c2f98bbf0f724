"""A lease, renewed by a thread as long as the work lasts."""

import threading
import time
from collections.abc import Callable
from types import TracebackType

from orders.backoff import backoff
from orders.failures import Failure, Lost


class Lease:
    """Renews every heartbeat while it is entered; `renew` raises Lost when it is ours no more."""

    def __init__(self, renew: Callable[[], object], *, lease: float, heartbeat: float) -> None:
        self._renew = renew
        self._lease = lease
        self._heartbeat = heartbeat
        self._renewed_at = time.monotonic()
        self._over = threading.Event()
        self._lost = threading.Event()

    @property
    def is_lost(self) -> bool:
        """Whether it is known to be lost."""
        return self._lost.is_set()

    def verify(self) -> None:
        """Returns while the lease is surely held; raises Lost when it is not."""
        if self.is_lost:
            raise Lost("the lease has gone to somebody else")
        # Whoever was frozen for long does not know it: ask before anything is written.
        if time.monotonic() - self._renewed_at > self._lease / 2:
            self._beat()

    def __enter__(self) -> "Lease":
        threading.Thread(target=self._run, name="heartbeat", daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()

    def _run(self) -> None:
        failures = 0
        while not self._over.wait(
            self._heartbeat if failures == 0 else backoff(failures + 1, first=self._heartbeat)
        ):
            try:
                self._beat()
                failures = 0
            except Lost:
                return
            except Failure:
                failures += 1

    def _beat(self) -> None:
        asked_at = time.monotonic()
        try:
            self._renew()
        except Lost:
            if not self._over.is_set():
                self._lost.set()
            raise
        self._renewed_at = max(self._renewed_at, asked_at)
