"""The HTTP client keeps connections, and dials only as often as it may."""

import socket
import threading
import unittest
from collections.abc import Callable

from orders.clients.http_client import HttpClient
from orders.failures import Unavailable
from orders.web.json_server import JsonServer


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def serve(test: unittest.TestCase, answer: Callable[[], object]) -> str:
    """Serves one route until the test is over; returns its URL."""
    server = JsonServer(0, [("GET", "/", lambda _: answer())])
    server.serve_in_background()
    test.addCleanup(server.server_close)
    test.addCleanup(server.shutdown)
    return f"http://127.0.0.1:{server.server_port}"


class HttpClientTest(unittest.TestCase):
    """Against a server of its own."""

    def test_uses_one_connection_for_requests_in_a_row(self) -> None:
        threads: set[int] = set()
        url = serve(self, lambda: threads.add(threading.get_ident()))
        client = HttpClient(url, timeout=5)
        self.addCleanup(client.close)
        for _ in range(3):
            self.assertEqual(client.send("GET", "/").status, 200)
        self.assertEqual(len(threads), 1)

    def test_does_not_dial_again_at_once_when_nobody_listens(self) -> None:
        client = HttpClient(f"http://127.0.0.1:{free_port()}", timeout=5)
        self.assertRaisesRegex(Unavailable, "refused", client.send, "GET", "/")
        self.assertRaisesRegex(Unavailable, "a moment ago", client.send, "GET", "/")

    def test_gives_a_request_without_an_answer_up(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            client = HttpClient(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.05)
            self.assertRaisesRegex(Unavailable, "within 0.05 s", client.send, "GET", "/")

    def test_can_break_off_what_is_under_way(self) -> None:
        is_asked, is_over = threading.Event(), threading.Event()
        self.addCleanup(is_over.set)

        def answer() -> None:
            is_asked.set()
            is_over.wait(30)

        client = HttpClient(serve(self, answer), timeout=30)
        failures: list[Exception] = []

        def ask() -> None:
            try:
                client.send("GET", "/")
            except Unavailable as error:
                failures.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        self.assertTrue(is_asked.wait(5))
        client.abort()
        asking.join(5)
        self.assertEqual(len(failures), 1)
