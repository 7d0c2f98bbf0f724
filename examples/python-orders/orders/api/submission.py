"""What a client submits."""

from dataclasses import dataclass
from typing import Any

from orders.web.json_server import Problem

_MEDIA = ("document", "recording")
_MOST_CHUNKS = 10_000


@dataclass(frozen=True)
class Submission:
    """A job as it is wanted."""

    media: str
    wanted: int
    concurrency: int | None
    auto_recover: bool
    busy_ms: int


def read_submission(body: dict[str, Any]) -> Submission:
    """Reads a body; raises a Problem that says what is wrong with it."""
    media = body.get("kind")
    if media not in _MEDIA:
        raise Problem(400, f"kind: must be one of {', '.join(_MEDIA)}")
    auto_recover = body.get("auto_recover", True)
    if not isinstance(auto_recover, bool):
        raise Problem(400, "auto_recover: must be true or false")
    concurrency = body.get("concurrency")
    return Submission(
        media=media,
        wanted=_whole(body, "chunks", None, least=1, most=_MOST_CHUNKS),
        concurrency=None if concurrency is None else _whole(body, "concurrency", None, least=1),
        auto_recover=auto_recover,
        busy_ms=_whole(body, "busy_ms", 0, least=0),
    )


def _whole(
    body: dict[str, Any], name: str, default: int | None, *, least: int, most: int = 2**31
) -> int:
    value = body.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Problem(400, f"{name}: must be a whole number from {least} to {most}")
    return value
