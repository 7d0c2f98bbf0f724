"""What a worker is composed of: each part can be exchanged alone."""

from collections.abc import Callable
from dataclasses import dataclass

from orders.clients.reader import Reader
from orders.worker import chunk_work, cutting, housekeeper, merging, settle_chunk


@dataclass(frozen=True)
class Parts:
    """The parts, as they should be."""

    cut_job: Callable[..., None] = cutting.cut_job
    cut_source: Callable[..., list[bytes]] = cutting.cut_source
    run_cutter: Callable[..., None] = cutting.run_cutter
    work_chunk: Callable[..., float] = chunk_work.work_chunk
    store_result: Callable[..., chunk_work.StoredResult] = chunk_work.store_result
    settle_chunk: Callable[..., float] = settle_chunk.settle_chunk
    merge_job: Callable[..., None] = merging.merge_job
    read_results: Callable[..., tuple[merging.Results, list[int]]] = merging.read_results
    finish_job: Callable[..., None] = merging.finish_job
    sweep: Callable[..., bool] = housekeeper.sweep
    open_reader: Callable[..., Reader] = Reader
