"""What does not belong together, in the database and in the store."""

from typing import Any

from orders.keys import job_of_key, source_key


def find_orphans(references: dict[str, Any], keys: list[str]) -> dict[str, list[str]]:
    """Compares what the database refers to with what the store holds.

    A chunk needs its result once it is completed and its piece until then. Objects of a job that
    has not ended may be on their way to their row and are no orphans.
    """
    statuses = {job["job"]: job["status"] for job in references["jobs"]}
    chunks = references["chunks"]
    needed = [
        chunk["result_key"] if chunk["status"] == "completed" else chunk["piece_key"]
        for chunk in chunks
        if chunk["job"] in statuses
    ]
    referred = {source_key(job) for job in statuses}
    referred |= {
        key for chunk in chunks for key in (chunk["piece_key"], chunk["result_key"]) if key
    }
    present = set(keys)
    return {
        "rows_without_object": sorted(key for key in needed if key and key not in present),
        "objects_without_row": sorted(
            key
            for key in keys
            if statuses.get(job_of_key(key), "done") == "done" and key not in referred
        ),
        "chunks_without_document": sorted(
            f"{chunk['job']}/{chunk['chunk']}" for chunk in chunks if chunk["job"] not in statuses
        ),
    }
