"""The upstream that reads pieces: OCR for documents, transcription for recordings."""

import json
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from orders.clients.http_client import Answer, HttpClient
from orders.failures import Hopeless, Refused, Unavailable

_PATHS = {"document": "/ocr", "recording": "/transcribe"}

#: A page as the upstream answers it, counted within the piece.
Page = dict[str, int | str]


class Reader:
    """Sends pieces to the upstream; one call is one request."""

    def __init__(self, url: str, *, timeout: float | None) -> None:
        self._http = HttpClient(url, timeout=timeout)

    def read(self, media: str, job: str, chunk: int, piece: bytes) -> list[Page]:
        """The pages of a piece; raises Refused or Hopeless when it is not served."""
        body = {"job": job, "chunk": chunk, "piece": piece.decode()}
        try:
            answer = self._http.post_json(_PATHS[media], body)
        except Unavailable as error:
            raise Refused(f"the upstream did not answer: {error}") from error
        _raise_for_status(answer)
        return _pages_of(answer)

    def abort(self) -> None:
        """Breaks off every request that is under way."""
        self._http.abort()


def _raise_for_status(answer: Answer) -> None:
    """429 and 5xx are worth another try, any other refusal is not."""
    if answer.status < 300:
        return
    message = f"the upstream answered {answer.status}"
    if answer.status != 429 and answer.status < 500:
        raise Hopeless(message)
    raise Refused(message, retry_after=_retry_after(answer.headers.get("retry-after")))


def _retry_after(header: str | None) -> float | None:
    """The wait that Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3)."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
        return max(0.0, (until - datetime.now(timezone.utc)).total_seconds())
    except (TypeError, ValueError):
        return None


def _pages_of(answer: Answer) -> list[Page]:
    try:
        pages = answer.json()["pages"]
        return [{"page": int(page["page"]), "text": str(page["text"])} for page in pages]
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused(f"the upstream answered no list of pages: {error!r}") from error
