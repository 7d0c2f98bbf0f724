"""What every step of the work is done with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orders.clients.event_sender import EventSender
from orders.clients.object_store import ObjectStore
from orders.clients.reader import Reader
from orders.clients.scheduler_client import SchedulerClient
from orders.config import Config
from orders.worker.lease import Lease
from orders.worker.stop import Stop

if TYPE_CHECKING:
    from orders.worker.parts import Parts


@dataclass(frozen=True)
class Worker:
    """One worker: its configuration, its clients, and the parts it is composed of."""

    owner: str
    config: Config
    stop: Stop
    scheduler: SchedulerClient
    store: ObjectStore
    reader: Reader
    events: EventSender
    parts: "Parts"

    def keep(self, path: str, fence: int) -> Lease:
        """The lease of a chunk or of a phase of a job, by its path at the scheduler."""
        return Lease(
            lambda: self.scheduler.post(f"{path}/heartbeat", fence=fence),
            lease=self.config.lease,
            heartbeat=self.config.heartbeat,
        )
