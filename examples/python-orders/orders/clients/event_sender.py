"""Events go to a webhook, from a thread of their own: no work ever waits for them."""

import queue
import threading
from datetime import datetime, timezone

from orders.clients.http_client import HttpClient
from orders.failures import Unavailable
from orders.log import log

#: Seconds after which an event that nobody takes is given up.
_TIMEOUT = 1.0


class EventSender:
    """Tells events in their order, once: when one cannot be told the log says so."""

    def __init__(self, url: str) -> None:
        self._http = HttpClient(url, timeout=_TIMEOUT, connections=1)
        self._waiting: queue.SimpleQueue[dict[str, object] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="events", daemon=True)
        self._thread.start()

    def send(self, kind: str, job: str, **details: object) -> None:
        """Tells an event, sooner or later."""
        at = datetime.now(timezone.utc).isoformat()
        self._waiting.put({"type": kind, "job": job, "at": at, **details})

    def close(self, patience: float) -> None:
        """Tells what is waiting, for at most so many seconds."""
        self._waiting.put(None)
        self._thread.join(patience)

    def _run(self) -> None:
        while (event := self._waiting.get()) is not None:
            self._deliver(event)

    def _deliver(self, event: dict[str, object]) -> None:
        try:
            answer = self._http.post_json("/events", event)
            if answer.status >= 300:
                raise Unavailable(f"the webhook answered {answer.status}")
        except Unavailable as error:
            log.warning("event not published: %s of job %s: %s", event["type"], event["job"], error)
