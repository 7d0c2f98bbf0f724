"""HTTP with connections that are kept, bounded in number and in how often they are dialled."""

import json
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException, RemoteDisconnected
from typing import Any
from urllib.parse import urlsplit

from orders.backoff import backoff
from orders.failures import Unavailable

_IDLE_LOSS = (RemoteDisconnected, ConnectionResetError, BrokenPipeError)


@dataclass(frozen=True)
class Answer:
    """An answer, read to its end."""

    status: int
    #: By lower-case name.
    headers: Mapping[str, str]
    content: bytes

    def json(self) -> Any:
        """The decoded body."""
        return json.loads(self.content)


class HttpClient:
    """The connections of this process to one service; any thread may use them."""

    def __init__(self, url: str, *, timeout: float | None, connections: int = 4) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or 80
        self._timeout = timeout
        self._places = threading.BoundedSemaphore(connections)
        self._lock = threading.Lock()
        self._idle: list[HTTPConnection] = []
        self._busy: set[HTTPConnection] = set()
        self._failures = 0
        self._closed_until = 0.0

    def send(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Sends a request and reads its answer; raises Unavailable when there is none."""
        with self._places:
            kept = self._take_idle()
            if kept is not None:
                try:
                    return self._send_on(kept, method, path, content, headers)
                except _IDLE_LOSS as error:
                    # It was closed while it was idle, which says nothing about this request.
                    if method == "POST":
                        raise self._unanswered(error) from error
                except (OSError, HTTPException) as error:
                    raise self._unanswered(error) from error
            try:
                return self._send_on(self._dial(), method, path, content, headers)
            except (OSError, HTTPException) as error:
                raise self._unanswered(error) from error

    def post_json(self, path: str, body: object) -> Answer:
        """Posts a JSON body."""
        return self.send(
            "POST", path, json.dumps(body).encode(), {"content-type": "application/json"}
        )

    def abort(self) -> None:
        """Breaks off every request that is under way."""
        with self._lock:
            busy = list(self._busy)
        for connection in busy:
            # It may have just ended by itself.
            with suppress(OSError, AttributeError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Closes the connections that are idle."""
        while (connection := self._take_idle()) is not None:
            connection.close()

    def _take_idle(self) -> HTTPConnection | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def _dial(self) -> HTTPConnection:
        """Dials, but not while the pause after a dial that failed lasts."""
        if time.monotonic() < self._closed_until:
            raise ConnectionError("it could not be reached a moment ago")
        connection = HTTPConnection(self._host, self._port, timeout=self._timeout)
        try:
            connection.connect()
        except OSError:
            self._failures += 1
            self._closed_until = time.monotonic() + backoff(self._failures, first=0.1, most=0.4)
            raise
        self._failures = 0
        return connection

    def _send_on(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        content: bytes | None,
        headers: Mapping[str, str] | None,
    ) -> Answer:
        with self._lock:
            self._busy.add(connection)
        is_kept = False
        try:
            connection.request(method, path, body=content, headers=dict(headers or {}))
            response = connection.getresponse()
            read = response.read()
            is_kept = not response.will_close
            return Answer(response.status, _lower(response.headers), read)
        finally:
            with self._lock:
                self._busy.discard(connection)
                if is_kept:
                    self._idle.append(connection)
            if not is_kept:
                connection.close()

    def _unanswered(self, error: Exception) -> Unavailable:
        where = f"{self._host}:{self._port}"
        if isinstance(error, TimeoutError) and self._timeout is not None:
            return Unavailable(f"no answer from {where} within {self._timeout:g} s")
        return Unavailable(f"no answer from {where}: {error or type(error).__name__}")


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
