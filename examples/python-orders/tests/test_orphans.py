"""Orphans of three kinds are told from what is on its way."""

import unittest

from orders.api.orphans import find_orphans

_NOTHING: dict[str, list[str]] = {
    "rows_without_object": [],
    "objects_without_row": [],
    "chunks_without_document": [],
}


def chunk(job: str, status: str, result: str | None) -> dict[str, object]:
    """The first chunk of a job, as the scheduler tells it."""
    piece = f"jobs/{job}/pieces/1"
    return {"job": job, "chunk": 1, "status": status, "piece_key": piece, "result_key": result}


class FindOrphansTest(unittest.TestCase):
    """Of a job `a`."""

    def test_finds_each_kind(self) -> None:
        references = {
            "jobs": [{"job": "a", "status": "done"}],
            "chunks": [chunk("a", "completed", "jobs/a/results/1-1"), chunk("b", "failed", None)],
        }
        found = find_orphans(references, ["jobs/a/source", "jobs/c/results/1-1"])
        self.assertEqual(found["rows_without_object"], ["jobs/a/results/1-1"])
        self.assertEqual(found["objects_without_row"], ["jobs/c/results/1-1"])
        self.assertEqual(found["chunks_without_document"], ["b/1"])

    def test_leaves_what_is_on_its_way(self) -> None:
        references = {
            "jobs": [{"job": "a", "status": "processing"}],
            "chunks": [chunk("a", "processing", None)],
        }
        keys = ["jobs/a/source", "jobs/a/pieces/1", "jobs/a/results/1-1"]
        self.assertEqual(find_orphans(references, keys), _NOTHING)
