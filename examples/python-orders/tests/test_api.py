"""The API says clearly what is wrong."""

import unittest

from orders.api.run import routes_of
from orders.clients.event_sender import EventSender
from orders.clients.http_client import HttpClient
from orders.clients.object_store import ObjectStore
from orders.clients.scheduler_client import SchedulerClient
from orders.scheduler.database import Database
from orders.scheduler.routes import routes_of as scheduler_routes_of
from orders.web.json_server import JsonServer, Route

_NOBODY = "http://127.0.0.1:9"


def serve(test: unittest.TestCase, routes: list[Route]) -> str:
    """Serves until the test is over; returns the URL."""
    server = JsonServer(0, routes)
    server.serve_in_background()
    test.addCleanup(server.server_close)
    test.addCleanup(server.shutdown)
    return f"http://127.0.0.1:{server.server_port}"


class ApiTest(unittest.TestCase):
    """With a scheduler, and without a store."""

    def setUp(self) -> None:
        routes = scheduler_routes_of(Database(":memory:", lease=30), with_console=False)
        scheduler = SchedulerClient(serve(self, routes), timeout=5)
        store = ObjectStore(_NOBODY, timeout=5)
        api = routes_of(scheduler, store, EventSender(_NOBODY))
        self.client = HttpClient(serve(self, api), timeout=5)
        self.addCleanup(self.client.close)
        self.addCleanup(scheduler.close)

    def test_knows_no_job_that_was_never_submitted(self) -> None:
        for method, path in (
            ("GET", "/jobs/x"),
            ("GET", "/jobs/x/result"),
            ("POST", "/jobs/x/retry"),
            ("POST", "/jobs/x/recover"),
        ):
            with self.subTest(path=path):
                self.assertEqual(self.client.send(method, path).status, 404)

    def test_refuses_what_is_no_submission(self) -> None:
        for body in (b"{", b"[]", b"{}", b'{"kind": "document", "chunks": -1}'):
            with self.subTest(body=body):
                self.assertEqual(self.client.send("POST", "/jobs", body).status, 400)

    def test_says_that_the_store_is_away(self) -> None:
        answer = self.client.post_json("/jobs", {"kind": "document", "chunks": 1})
        self.assertEqual(answer.status, 503)
        self.assertIn("127.0.0.1:9", answer.json()["error"])
