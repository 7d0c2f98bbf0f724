"""Writes that may be repeated."""

import threading
from collections.abc import Callable
from typing import TypeVar

from orders.backoff import backoff
from orders.failures import Unavailable

_TRIES = 6
_T = TypeVar("_T")


def persist(write: Callable[[], _T], stop: threading.Event) -> _T:
    """Does a write until it is known to be done; raises after the last try, or a stop."""
    for tries in range(1, _TRIES):
        try:
            return write()
        except Unavailable:
            if stop.wait(backoff(tries)):
                raise
    return write()
