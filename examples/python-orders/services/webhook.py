"""python -m services.webhook: takes events, and tells them to whoever waits for them. PORT."""

import os
import threading

from orders.web.json_server import JsonServer, Request

_events: list[dict[str, object]] = []
_changed = threading.Condition()


def take(request: Request) -> object:
    """Takes an event."""
    with _changed:
        _events.append(request.json())
        _changed.notify_all()
    return {}


def wait(request: Request) -> object:
    """The events after the first so many, as soon as there are any; none after 10 s."""
    after = int(request.query.get("after", 0))
    with _changed:
        _changed.wait_for(lambda: len(_events) > after or after > len(_events), timeout=10)
        return {"events": _events[after:]}


def reset(_: Request) -> object:
    """Forgets everything."""
    with _changed:
        _events.clear()
        _changed.notify_all()
    return {}


JsonServer(
    int(os.environ["PORT"]),
    [
        ("GET", "/healthz", lambda _: {}),
        ("POST", "/events", take),
        ("GET", "/events", wait),
        ("POST", "/reset", reset),
    ],
).serve_forever()
