"""A JSON server on http.server: routes are a method, a pattern and a function."""

import json
import re
import socketserver
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from orders.log import log


class Problem(Exception):
    """A request that is refused."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Request:
    """A request as a route gets it."""

    #: The named parts of the path.
    params: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    content: bytes

    def json(self) -> dict[str, Any]:
        """The body, an object; raises a Problem when it is none."""
        try:
            body = json.loads(self.content or b"{}")
        except ValueError as error:
            raise Problem(400, f"the body is not JSON: {error}") from error
        if not isinstance(body, dict):
            raise Problem(400, "the body is not an object")
        return body


@dataclass(frozen=True)
class Reply:
    """An answer that is not 200 with JSON."""

    status: int
    content: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


#: What answers a request: anything that JSON can hold, or a Reply.
Handler = Callable[[Request], Any]
#: A method, a path such as `/jobs/{job}` or `/objects/{key*}`, and what answers.
Route = tuple[str, str, Handler]


class JsonServer(ThreadingHTTPServer):
    """Serves routes on loopback, each connection in a thread."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, routes: Sequence[Route]) -> None:
        self.routes = [(method, _compile(path), handler) for method, path, handler in routes]
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        """Binds, without asking a name server who this machine is, as HTTPServer would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def serve_in_background(self) -> None:
        """Serves from a thread, until the process ends or `shutdown` is called."""
        threading.Thread(target=self.serve_forever, name="server", daemon=True).start()

    def answer(self, method: str, target: str, headers: dict[str, str], content: bytes) -> Reply:
        """Finds the route of a request and answers it."""
        url = urlsplit(target)
        for wanted, pattern, handler in self.routes:
            match = pattern.fullmatch(unquote(url.path))
            if match is None or wanted != method:
                continue
            query = {name: values[-1] for name, values in parse_qs(url.query).items()}
            return _answer(handler, Request(match.groupdict(), query, headers, content))
        return _json(404, {"error": f"no {method} {url.path} here"})


def _answer(handler: Handler, request: Request) -> Reply:
    try:
        answer = handler(request)
    except Problem as problem:
        return _json(problem.status, {"error": str(problem)})
    except Exception as error:  # whatever it was, the client gets an answer
        log.exception("a request failed")
        return _json(500, {"error": str(error)})
    return answer if isinstance(answer, Reply) else _json(200, answer)


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body).encode(), (("content-type", "application/json"),))


def _compile(path: str) -> re.Pattern[str]:
    whole = re.sub(r"\{(\w+)\*\}", r"(?P<\1>.+)", path)
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", whole))


class _Handler(BaseHTTPRequestHandler):
    """Hands requests to the server's routes."""

    protocol_version = "HTTP/1.1"
    # Head and body of an answer leave together, and at once.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: JsonServer

    def _serve(self) -> None:
        length = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.answer(self.command, self.path, headers, self.rfile.read(length))
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(reply.content)))
        self.end_headers()
        self.wfile.write(reply.content)

    do_GET = do_PUT = do_POST = do_DELETE = _serve

    def handle(self) -> None:
        """Serves a connection; one that breaks is the client's affair."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def finish(self) -> None:
        """Closes a connection, also one that is broken already."""
        with suppress(ConnectionError, ValueError):
            super().finish()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not logged."""
