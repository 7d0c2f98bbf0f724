"""Runs the API until SIGTERM."""

import signal
from typing import Any
from urllib.parse import quote

from orders.api.orphans import find_orphans
from orders.api.submission import read_submission
from orders.api.submit_job import submit_job
from orders.clients.event_sender import EventSender
from orders.clients.object_store import ObjectStore
from orders.clients.recover_job import recover_job
from orders.clients.scheduler_client import NoSuchJob, SchedulerClient
from orders.config import read_config
from orders.failures import Unavailable
from orders.log import open_log
from orders.web.json_server import Handler, JsonServer, Problem, Request, Route

_SIGNALS = {signal.SIGTERM, signal.SIGINT}


def run_api() -> None:
    """Serves from threads; this one waits for the signal to stop."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    open_log("api")
    config = read_config()
    scheduler = SchedulerClient(config.scheduler_url, timeout=config.scheduler_timeout)
    store = ObjectStore(config.store_url, timeout=config.store_timeout)
    events = EventSender(config.events_url)
    JsonServer(config.port, routes_of(scheduler, store, events)).serve_in_background()
    signal.sigwait(_SIGNALS)
    events.close(config.grace / 2)


def routes_of(scheduler: SchedulerClient, store: ObjectStore, events: EventSender) -> list[Route]:
    """What clients can do."""

    def orphans(_: Request) -> Any:
        # The store first: what is stored and marked in between is then no orphan.
        keys = store.keys("jobs/")
        return find_orphans(scheduler.get("/references"), keys)

    def path(request: Request) -> str:
        return f"/jobs/{quote(request.params['job'])}"

    routes: list[Route] = [
        (
            "POST",
            "/jobs",
            lambda r: {"job": submit_job(scheduler, store, read_submission(r.json()))},
        ),
        ("GET", "/jobs/{job}", lambda r: scheduler.get(path(r))),
        ("GET", "/jobs/{job}/result", lambda r: scheduler.get(f"{path(r)}/result")),
        ("POST", "/jobs/{job}/retry", lambda r: scheduler.post(f"{path(r)}/retry")),
        (
            "POST",
            "/jobs/{job}/recover",
            lambda r: {"recovered": recover_job(scheduler, events, r.params["job"])},
        ),
        ("GET", "/orphans", orphans),
        ("GET", "/healthz", lambda _: {}),
    ]
    return [(method, pattern, _guarded(handler)) for method, pattern, handler in routes]


def _guarded(handler: Handler) -> Handler:
    """Says clearly when something is not there."""

    def guarded(request: Request) -> Any:
        try:
            return handler(request)
        except NoSuchJob as error:
            raise Problem(404, str(error)) from error
        except Unavailable as error:
            raise Problem(503, str(error)) from error

    return guarded
