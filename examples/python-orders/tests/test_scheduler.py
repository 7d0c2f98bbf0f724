"""The scheduler keeps its promises about leases, fences and merges."""

import sqlite3
import unittest
from typing import Any

from orders.scheduler import chunks, jobs, leases, merging, recovery
from orders.scheduler.database import Database
from orders.scheduler.work import claim_work
from orders.web.json_server import Problem

_LEASE = 30


def submit(database: Database, **changes: object) -> None:
    """Takes on the job `a`."""
    job = {"job": "a", "media": "document", "wanted": 2, "concurrency": None}
    rest = {"auto_recover": True, "busy_ms": 0, "source_sum": "s"}
    jobs.submit(database, {**job, **rest, **changes})


def cut(database: Database, owner: str = "cutter") -> None:
    """Cuts the job `a` into two chunks."""
    fence = claim_work(database, owner)["fence"]
    pieces = [{"key": f"jobs/a/pieces/{at}", "sum": "s"} for at in (1, 2)]
    chunks.plan_chunks(database, "a", fence, pieces)


def complete(database: Database, claim: dict[str, Any]) -> dict[str, Any]:
    """Completes a claimed chunk."""
    return chunks.complete_chunk(database, "a", claim["chunk"], claim["fence"], "key", "sum")


class SchedulerTest(unittest.TestCase):
    """Each test has a database and a clock of its own."""

    def setUp(self) -> None:
        self.now = 0.0
        self.database = Database(":memory:", lease=_LEASE, clock=lambda: self.now)
        submit(self.database)

    def test_hands_each_chunk_to_one_worker(self) -> None:
        cut(self.database)
        claimed = [claim_work(self.database, owner)["chunk"] for owner in ("a", "b")]
        self.assertEqual(claimed, [1, 2])
        self.assertEqual(claim_work(self.database, "c"), {"kind": "none"})

    def test_hands_out_again_what_was_handed_out_in_an_answer_that_was_lost(self) -> None:
        first = claim_work(self.database, "a")
        self.assertEqual(first["kind"], "cut")
        self.assertEqual(claim_work(self.database, "a"), first)
        cut(self.database, "a")
        lost = claim_work(self.database, "a")
        self.now += _LEASE / 2
        self.assertEqual(claim_work(self.database, "a"), lost)
        self.now += _LEASE * 2
        self.assertEqual(claim_work(self.database, "a")["chunk"], 2)

    def test_keeps_to_the_bound_of_concurrency(self) -> None:
        database = Database(":memory:", lease=_LEASE)
        submit(database, concurrency=1)
        cut(database)
        claim_work(database, "a")
        self.assertEqual(claim_work(database, "b"), {"kind": "none"})

    def test_takes_a_chunk_from_a_silent_worker_and_refuses_its_late_writes(self) -> None:
        cut(self.database)
        late = claim_work(self.database, "late")
        self.assertEqual(recovery.sweep(self.database), {"kind": "none"})
        self.now += _LEASE * 2
        self.assertEqual(recovery.sweep(self.database), {"kind": "stale", "job": "a", "chunk": 1})
        with self.assertRaises(Problem) as refused:
            complete(self.database, late)
        self.assertEqual(refused.exception.status, 409)
        with self.assertRaises(Problem):
            leases.renew_chunk(self.database, "a", 1, late["fence"])

    def test_takes_nothing_from_a_worker_that_heartbeats(self) -> None:
        cut(self.database)
        claim = claim_work(self.database, "w")
        for _ in range(4):
            self.now += _LEASE / 2
            leases.renew_chunk(self.database, "a", claim["chunk"], claim["fence"])
        self.assertEqual(recovery.sweep(self.database), {"kind": "none"})

    def test_recovers_an_interrupted_job_once(self) -> None:
        cut(self.database)
        claim_work(self.database, "dead")
        self.now += _LEASE * 2
        recovery.sweep(self.database)
        self.assertEqual(recovery.sweep(self.database), {"kind": "interrupted", "job": "a"})
        self.assertEqual(recovery.recover(self.database, "a"), {"recovered": True, "resumed": 1})
        self.assertEqual(recovery.recover(self.database, "a"), {"recovered": False})

    def test_says_of_a_repeated_completion_that_it_is_one(self) -> None:
        cut(self.database)
        claim = claim_work(self.database, "w")
        complete(self.database, claim)
        self.assertEqual(complete(self.database, claim), {"repeated": True})

    def test_merges_all_boxes_once_or_none(self) -> None:
        cut(self.database)
        for _ in range(2):
            complete(self.database, claim_work(self.database, "w"))
        claim = claim_work(self.database, "w")
        self.assertEqual(claim["kind"], "merge")
        box = {"chunk": 1, "page": 1, "text": "read"}
        with self.assertRaises(sqlite3.IntegrityError):
            merging.merge(self.database, "a", claim["fence"], [box, {**box, "text": None}])
        self.assertEqual(self.boxes(), 0)
        merging.merge(self.database, "a", claim["fence"], [box])
        with self.assertRaises(Problem):
            merging.merge(self.database, "a", claim["fence"], [box])
        self.assertEqual(self.boxes(), 1)

    def test_fails_a_job_that_is_done_without_its_boxes(self) -> None:
        self.test_merges_all_boxes_once_or_none()
        merging.finish(self.database, "a", 2)
        self.assertEqual(jobs.read_status(self.database, "a")["status"], "done")
        with self.database.transaction() as tx:
            tx.all("delete from boxes")
        status = jobs.read_status(self.database, "a")
        self.assertEqual(status["status"], "failed")
        self.assertIn("inconsistent", status["error"])

    def boxes(self) -> int:
        """How many boxes a reader sees."""
        with self.database.transaction() as tx:
            return len(tx.all("select id from boxes"))
