"""A recovery, as the API does it when it is asked to, and a worker by itself."""

from urllib.parse import quote

from orders.clients.event_sender import EventSender
from orders.clients.scheduler_client import SchedulerClient
from orders.log import log


def recover_job(scheduler: SchedulerClient, events: EventSender, job: str) -> bool:
    """Recovers a job; False when there is nothing to do, or somebody else has done it."""
    while (found := scheduler.post("/sweep", job=job))["kind"] == "stale":
        log.warning("chunk %d of job %s is stale, its worker is gone", found["chunk"], job)
    answer = scheduler.post(f"/jobs/{quote(job)}/recovery")
    if not answer["recovered"]:
        return False
    log.info("job %s is being recovered", job)
    events.send("recovery.started", job)
    events.send("recovery.resumed", job, resumed=answer["resumed"])
    return True
