"""A lease is renewed while it is entered, and no longer."""

import threading
import unittest

from orders.failures import Lost
from orders.worker.lease import Lease


class LeaseTest(unittest.TestCase):
    """With heartbeats of a few ms."""

    def test_renews_while_it_is_entered_and_not_after(self) -> None:
        beats = threading.Semaphore(0)
        before = set(threading.enumerate())
        with Lease(beats.release, lease=1, heartbeat=0.005):
            for _ in range(3):
                self.assertTrue(beats.acquire(timeout=5))
            (heart,) = set(threading.enumerate()) - before
        heart.join(5)
        self.assertFalse(heart.is_alive())

    def test_knows_that_it_is_lost(self) -> None:
        asked = threading.Event()

        def renew() -> None:
            asked.set()
            raise Lost("gone")

        before = set(threading.enumerate())
        with Lease(renew, lease=1, heartbeat=0.005) as lease:
            (heart,) = set(threading.enumerate()) - before
            heart.join(5)
            self.assertTrue(asked.is_set())
            self.assertTrue(lease.is_lost)
            self.assertRaises(Lost, lease.verify)

    def test_asks_before_a_write_when_its_last_renewal_is_old(self) -> None:
        beats = threading.Semaphore(0)
        lease = Lease(beats.release, lease=0, heartbeat=3600)
        lease.verify()
        self.assertTrue(beats.acquire(blocking=False))
