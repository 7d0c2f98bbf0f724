"""The scheduler, as workers and the API call it."""

from typing import Any

from orders.clients.http_client import Answer, HttpClient
from orders.failures import Failure, Lost, Unavailable


class NoSuchJob(Failure):
    """The scheduler does not know the job."""


class SchedulerClient:
    """Calls the scheduler; raises Lost where it answers that somebody else has the lease."""

    def __init__(self, url: str, *, timeout: float) -> None:
        self._http = HttpClient(url, timeout=timeout)

    def get(self, path: str) -> Any:
        """Reads something."""
        return _read(self._http.send("GET", path))

    def post(self, path: str, **body: object) -> Any:
        """Changes something."""
        return _read(self._http.post_json(path, body))

    def close(self) -> None:
        """Closes the connections that are idle."""
        self._http.close()


def _read(answer: Answer) -> Any:
    if answer.status == 404:
        raise NoSuchJob("there is no such job")
    if answer.status == 409:
        raise Lost("the lease has gone to somebody else")
    if answer.status >= 400:
        raise Unavailable(f"the scheduler answered {answer.status}: {answer.content[:200]!r}")
    return answer.json()
