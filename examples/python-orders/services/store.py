"""python -m services.store: an object store in memory. PORT."""

import os
import threading

from orders.checksum import checksum
from orders.web.json_server import JsonServer, Problem, Reply, Request

_CHECKSUM = "x-checksum-sha256"
_objects: dict[str, tuple[bytes, str | None]] = {}
_lock = threading.Lock()


def keys(request: Request) -> object:
    """The keys that begin with a prefix."""
    with _lock:
        return {
            "keys": sorted(
                key for key in _objects if key.startswith(request.query.get("prefix", ""))
            )
        }


def put(request: Request) -> object:
    """Writes an object; one that is not what its checksum says is refused."""
    claimed = request.headers.get(_CHECKSUM)
    if claimed is not None and claimed != checksum(request.content):
        raise Problem(400, "the body is not what its checksum says")
    with _lock:
        _objects[request.params["key"]] = (request.content, claimed)
    return Reply(201)


def get(request: Request) -> object:
    """Reads an object, with the checksum that its writer claimed."""
    with _lock:
        found = _objects.get(request.params["key"])
    if found is None:
        raise Problem(404, "there is no such object")
    content, claimed = found
    return Reply(200, content, ((_CHECKSUM, claimed),) if claimed else ())


def delete(request: Request) -> object:
    """Deletes an object."""
    with _lock:
        _objects.pop(request.params["key"], None)
    return Reply(204)


def reset(_: Request) -> object:
    """Deletes everything."""
    with _lock:
        _objects.clear()
    return {}


JsonServer(
    int(os.environ["PORT"]),
    [
        ("GET", "/healthz", lambda _: {}),
        ("POST", "/reset", reset),
        ("GET", "/objects", keys),
        ("PUT", "/objects/{key*}", put),
        ("GET", "/objects/{key*}", get),
        ("DELETE", "/objects/{key*}", delete),
    ],
).serve_forever()
