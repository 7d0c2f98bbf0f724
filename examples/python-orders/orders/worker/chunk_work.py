"""The work on a chunk: read, store, complete."""

import json
import time
from typing import Any

from orders.checksum import checksum
from orders.clients.reader import Page
from orders.failures import Failure, Hopeless, Lost
from orders.keys import fence_of_key, result_key, results_prefix
from orders.log import log
from orders.worker.persist import persist
from orders.worker.worker import Worker

Claim = dict[str, Any]
#: Where a result is, and its checksum.
StoredResult = dict[str, str]


def chunk_path(claim: Claim) -> str:
    """Where a chunk is at the scheduler."""
    return f"/jobs/{claim['job']}/chunks/{claim['chunk']}"


def work_chunk(worker: Worker, claim: Claim) -> float:
    """Brings a claimed chunk to its end. Returns how long this worker should rest, s."""
    parts = worker.parts
    with worker.keep(chunk_path(claim), claim["fence"]) as lease:
        try:
            result = find_stored_result(worker, claim)
            if result is None:
                pages = read_chunk(worker, claim)
                lease.verify()
                result = parts.store_result(worker, claim, pages)
            complete_chunk(worker, claim, result)
            return 0
        except Failure as failure:
            lost = Lost("the lease has gone to somebody else")
            return parts.settle_chunk(worker, claim, lost if lease.is_lost else failure)


def find_stored_result(worker: Worker, claim: Claim) -> StoredResult | None:
    """The intact result that an earlier owner of the chunk has stored but not lived to mark."""
    job, chunk, discarded = claim["job"], claim["chunk"], claim["discarded"]
    if claim["fence"] - discarded <= 1:
        return None
    for key in worker.store.keys(f"{results_prefix(job)}{chunk}-"):
        if fence_of_key(key) <= discarded:
            continue
        found = worker.store.get(key)
        if found is not None and found.sum == found.claimed_sum:
            return {"key": key, "sum": found.sum}
    return None


def read_chunk(worker: Worker, claim: Claim) -> list[Page]:
    """Has a chunk read by the upstream, and computes what is to be computed."""
    piece = read_piece(worker, claim)
    pages = worker.reader.read(claim["media"], claim["job"], claim["chunk"], piece)
    compute(claim["busy_ms"] / 1000)
    return pages


def read_piece(worker: Worker, claim: Claim) -> bytes:
    """Reads the piece of a chunk; one that is gone or damaged is cut again from the source."""
    job, chunk, wanted_sum = claim["job"], claim["chunk"], claim["piece_sum"]
    piece = worker.store.get(claim["piece_key"])
    if piece is not None and piece.sum == wanted_sum:
        return piece.content
    what = "gone" if piece is None else "damaged"
    log.warning("piece %d of job %s is %s, cutting it again", chunk, job, what)
    pieces = worker.parts.cut_source(worker, job, claim["wanted"], claim["source_sum"])
    content: bytes = pieces[chunk - 1]
    if checksum(content) != wanted_sum:
        raise Hopeless(f"piece {chunk}, cut again, is not what it was")
    worker.store.put(claim["piece_key"], content)
    return content


def compute(seconds: float) -> None:
    """Computes for so long without ever giving way, as real work on an answer may."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def encode_result(claim: Claim, pages: list[Page]) -> bytes:
    """A result as it is stored."""
    return json.dumps({"job": claim["job"], "chunk": claim["chunk"], "pages": pages}).encode()


def store_result(worker: Worker, claim: Claim, pages: list[Page]) -> StoredResult:
    """Stores the result of a chunk under a key of this claim's own."""
    key = result_key(claim["job"], claim["chunk"], claim["fence"])
    return {"key": key, "sum": worker.store.put(key, encode_result(claim, pages))}


def complete_chunk(worker: Worker, claim: Claim, result: StoredResult) -> None:
    """Marks a chunk completed."""
    path = f"{chunk_path(claim)}/complete"
    persist(lambda: worker.scheduler.post(path, fence=claim["fence"], **result), worker.stop.now)
