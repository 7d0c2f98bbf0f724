"""Configuration, from environment variables. Times are seconds here and ms there."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_CUTTER = [sys.executable, "-m", "orders.cutter"]


@dataclass(frozen=True)
class Config:
    """What a role is told."""

    scheduler_url: str
    store_url: str
    reader_url: str
    events_url: str
    port: int
    lease: float
    heartbeat: float
    poll: float
    scheduler_timeout: float
    store_timeout: float
    reader_timeout: float
    cutter_timeout: float
    chunk_attempts: int
    cut_attempts: int
    grace: float
    folder: Path
    cutter: list[str]


def read_config(env: Mapping[str, str] = os.environ) -> Config:
    """Reads the configuration; raises KeyError or ValueError where it is not as it should be."""

    def seconds(name: str, default: int) -> float:
        return int(env.get(name, default)) / 1000

    return Config(
        scheduler_url=env["SCHEDULER_URL"],
        store_url=env["STORE_URL"],
        reader_url=env["READER_URL"],
        events_url=env["EVENTS_URL"],
        port=int(env.get("PORT", 0)),
        lease=seconds("LEASE_MS", 30_000),
        heartbeat=seconds("HEARTBEAT_MS", 5_000),
        poll=seconds("POLL_MS", 250),
        scheduler_timeout=seconds("SCHEDULER_TIMEOUT_MS", 5_000),
        store_timeout=seconds("STORE_TIMEOUT_MS", 10_000),
        reader_timeout=seconds("READER_TIMEOUT_MS", 30_000),
        cutter_timeout=seconds("CUTTER_TIMEOUT_MS", 60_000),
        chunk_attempts=int(env.get("CHUNK_ATTEMPTS", 4)),
        cut_attempts=int(env.get("CUT_ATTEMPTS", 3)),
        grace=seconds("GRACE_MS", 10_000),
        folder=Path(env.get("FOLDER", "/tmp/orders")),
        cutter=json.loads(env["CUTTER"]) if "CUTTER" in env else _CUTTER,
    )
