"""How a worker is asked to stop: first soon, then now."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stop:
    """Whether to take no more work (`soon`), and whether to give back what is in hand (`now`)."""

    def __init__(self) -> None:
        self.soon = threading.Event()
        self.now = threading.Event()
        self._on_now: list[Callable[[], None]] = []

    def when_now(self, action: Callable[[], None]) -> None:
        """Runs an action when everything is to be given back."""
        self._on_now.append(action)

    @contextmanager
    def ending(self, action: Callable[[], None]) -> Iterator[None]:
        """The same, for as long as it is entered."""
        self._on_now.append(action)
        try:
            yield
        finally:
            self._on_now.remove(action)

    def give_back(self) -> None:
        """Ends the work that is under way."""
        self.soon.set()
        self.now.set()
        for action in list(self._on_now):
            action()
