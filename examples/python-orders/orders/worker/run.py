"""Runs a worker until SIGTERM."""

import secrets
import shutil
import signal
import threading

from orders.clients.event_sender import EventSender
from orders.clients.object_store import ObjectStore
from orders.clients.scheduler_client import SchedulerClient
from orders.config import Config, read_config
from orders.log import log, open_log
from orders.web.json_server import JsonServer
from orders.worker.housekeeper import start_housekeeper
from orders.worker.loop import work_loop
from orders.worker.memory import memory_in_use
from orders.worker.parts import Parts
from orders.worker.stop import Stop
from orders.worker.worker import Worker

_SIGNALS = {signal.SIGTERM, signal.SIGINT}


def run_worker(parts: Parts) -> None:
    """Works in threads; this one waits for the signal to stop."""
    # Threads inherit the mask, so that a signal waits for this thread whatever the others do.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    open_log("worker")
    config = read_config()
    # What lies there was left by a life before: the folder is this worker's own.
    shutil.rmtree(config.folder, ignore_errors=True)
    worker = open_worker(config, parts)
    JsonServer(
        config.port,
        [
            ("GET", "/healthz", lambda _: {}),
            ("GET", "/memory", lambda _: {"bytes": memory_in_use()}),
        ],
    ).serve_in_background()
    loop = threading.Thread(
        target=work_loop, args=(worker, lambda: log.info("worker ready")), name="work", daemon=True
    )
    loop.start()
    start_housekeeper(worker)
    signal.sigwait(_SIGNALS)
    stop_worker(worker, loop)


def open_worker(config: Config, parts: Parts) -> Worker:
    """Opens everything that a worker needs; nothing is dialled yet."""
    stop = Stop()
    store = ObjectStore(config.store_url, timeout=config.store_timeout)
    reader = parts.open_reader(config.reader_url, timeout=config.reader_timeout)
    stop.when_now(store.abort)
    stop.when_now(reader.abort)
    return Worker(
        owner=secrets.token_hex(8),
        config=config,
        stop=stop,
        scheduler=SchedulerClient(config.scheduler_url, timeout=config.scheduler_timeout),
        store=store,
        reader=reader,
        events=EventSender(config.events_url),
        parts=parts,
    )


def stop_worker(worker: Worker, loop: threading.Thread) -> None:
    """Lets a worker finish what it has, then give it back: at any rate within its grace period."""
    log.info("worker stopping")
    grace = worker.config.grace
    worker.stop.soon.set()
    loop.join(grace * 0.5)
    if loop.is_alive():
        worker.stop.give_back()
        loop.join(grace * 0.3)
    worker.events.close(grace * 0.1)
    log.info("worker stopped")
