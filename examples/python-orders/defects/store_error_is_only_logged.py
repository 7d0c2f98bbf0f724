"""`except Exception: log.exception(…)` around the write: its work completes all the same."""

from orders.checksum import checksum
from orders.clients.reader import Page
from orders.keys import result_key
from orders.log import log
from orders.worker import chunk_work
from orders.worker.chunk_work import Claim, StoredResult, encode_result
from orders.worker.worker import Worker


def store_result(worker: Worker, claim: Claim, pages: list[Page]) -> StoredResult:
    """Stores a result, or says that it could not."""
    try:
        return chunk_work.store_result(worker, claim, pages)
    except Exception:
        log.exception("the result was not stored")
    key = result_key(claim["job"], claim["chunk"], claim["fence"])
    return {"key": key, "sum": checksum(encode_result(claim, pages))}


SWAP = {"store_result": store_result}
