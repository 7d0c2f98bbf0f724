"""The object store."""

from dataclasses import dataclass
from urllib.parse import quote

from orders.checksum import checksum
from orders.clients.http_client import Answer, HttpClient
from orders.failures import Unavailable

_CHECKSUM = "x-checksum-sha256"


@dataclass(frozen=True)
class StoredObject:
    """An object as it was read."""

    content: bytes
    #: The checksum of what was read.
    sum: str
    #: What its writer said that the checksum is.
    claimed_sum: str | None


class ObjectStore:
    """Reads and writes objects. All its failures are Unavailable: none is the job's fault."""

    def __init__(self, url: str, *, timeout: float) -> None:
        self._http = HttpClient(url, timeout=timeout)

    def put(self, key: str, content: bytes) -> str:
        """Writes an object with its checksum, and returns the checksum."""
        claimed = checksum(content)
        answer = self._http.send("PUT", f"/objects/{key}", content, {_CHECKSUM: claimed})
        _expect(answer, "be written to", 200, 201, 204)
        return claimed

    def get(self, key: str) -> StoredObject | None:
        """Reads an object; None when it is not there."""
        answer = self._http.send("GET", f"/objects/{key}")
        if _expect(answer, "be read", 200, 404).status == 404:
            return None
        content = answer.content
        return StoredObject(content, checksum(content), answer.headers.get(_CHECKSUM))

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with the prefix."""
        answer = self._http.send("GET", f"/objects?prefix={quote(prefix)}")
        keys: list[str] = _expect(answer, "be listed", 200).json()["keys"]
        return keys

    def delete(self, key: str) -> None:
        """Deletes an object; one that is gone already is no error."""
        _expect(self._http.send("DELETE", f"/objects/{key}"), "delete", 200, 204, 404)

    def abort(self) -> None:
        """Breaks off every request that is under way."""
        self._http.abort()


def _expect(answer: Answer, verb: str, *statuses: int) -> Answer:
    if answer.status in statuses:
        return answer
    why = "507, it is full" if answer.status == 507 else str(answer.status)
    raise Unavailable(f"the object store could not {verb}: it answered {why}")
