"""Bad submissions are refused with what is wrong with them."""

import unittest

from orders.api.submission import Submission, read_submission
from orders.web.json_server import Problem


class SubmissionTest(unittest.TestCase):
    """As the API reads them."""

    def test_reads_what_is_left_out(self) -> None:
        wanted = read_submission({"kind": "document", "chunks": 3})
        self.assertEqual(wanted, Submission("document", 3, None, True, 0))

    def test_names_what_is_wrong(self) -> None:
        for body, wrong in (
            ({"chunks": 1}, "kind"),
            ({"kind": "film", "chunks": 1}, "kind"),
            ({"kind": "document"}, "chunks"),
            ({"kind": "document", "chunks": 0}, "chunks"),
            ({"kind": "document", "chunks": True}, "chunks"),
            ({"kind": "document", "chunks": 1, "concurrency": "2"}, "concurrency"),
            ({"kind": "document", "chunks": 1, "auto_recover": 1}, "auto_recover"),
        ):
            with self.subTest(body=body):
                self.assertRaisesRegex(Problem, f"^{wrong}: must be", read_submission, body)
