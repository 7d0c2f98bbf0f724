"""A chunk is marked completed before its result is stored, because that is the faster write."""

import time

from orders.checksum import checksum
from orders.failures import Failure
from orders.keys import result_key
from orders.worker import merging
from orders.worker.chunk_work import (
    Claim,
    chunk_path,
    complete_chunk,
    encode_result,
    read_chunk,
    store_result,
)
from orders.worker.settle_chunk import settle_chunk
from orders.worker.worker import Worker

_TRIES = 5


def work_chunk(worker: Worker, claim: Claim) -> float:
    """Completes, then stores."""
    with worker.keep(chunk_path(claim), claim["fence"]) as lease:
        try:
            pages = read_chunk(worker, claim)
            lease.verify()
            key = result_key(claim["job"], claim["chunk"], claim["fence"])
            complete_chunk(
                worker, claim, {"key": key, "sum": checksum(encode_result(claim, pages))}
            )
            store_result(worker, claim, pages)
            return 0
        except Failure as failure:
            return settle_chunk(worker, claim, failure)


def read_results(worker: Worker, claim: Claim) -> tuple[merging.Results, list[int]]:
    """Waits for the last result, which may be on its way when the merge begins."""
    for _ in range(_TRIES):
        results, broken = merging.read_results(worker, claim)
        if not broken:
            break
        time.sleep(worker.config.heartbeat)
    return results, broken


SWAP = {"work_chunk": work_chunk, "read_results": read_results}
