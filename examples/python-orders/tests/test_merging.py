"""Pages are numbered through the whole document."""

import unittest

from orders.worker.merging import number_pages


class NumberPagesTest(unittest.TestCase):
    """Of results in any order."""

    def test_counts_on_from_the_chunk_before(self) -> None:
        first = [{"page": 2, "text": "b"}, {"page": 1, "text": "a"}]
        second = [{"page": 1, "text": "c"}]
        boxes = number_pages({2: second, 1: first})
        self.assertEqual([(box["chunk"], box["page"]) for box in boxes], [(1, 1), (1, 2), (2, 3)])
        self.assertEqual("".join(box["text"] for box in boxes), "abc")

    def test_goes_on_after_a_chunk_without_pages(self) -> None:
        boxes = number_pages({1: [], 2: [{"page": 1, "text": "a"}]})
        self.assertEqual(boxes, [{"chunk": 2, "page": 1, "text": "a"}])
