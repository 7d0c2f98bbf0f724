"""The thread of the heartbeats is stopped at the end of the work, and not in a `finally`."""

from orders.worker.chunk_work import (
    Claim,
    chunk_path,
    complete_chunk,
    find_stored_result,
    read_chunk,
    store_result,
)
from orders.worker.worker import Worker


def work_chunk(worker: Worker, claim: Claim) -> float:
    """Leaves a chunk whose work has failed to its lease, which its own thread keeps alive."""
    lease = worker.keep(chunk_path(claim), claim["fence"])
    lease.__enter__()
    result = find_stored_result(worker, claim)
    if result is None:
        pages = read_chunk(worker, claim)
        lease.verify()
        result = store_result(worker, claim, pages)
    complete_chunk(worker, claim, result)
    lease.__exit__(None, None, None)
    return 0


SWAP = {"work_chunk": work_chunk}
