"""The cutter makes all the pieces, or says why not."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path


class CutterTest(unittest.TestCase):
    """As a process of its own, as the worker runs it."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "source").write_text("a\nb\nc\n")

    def cut(self, pieces: int) -> subprocess.CompletedProcess[str]:
        """Runs the cutter."""
        arguments = [str(self.folder / "source"), str(self.folder), str(pieces)]
        command = [sys.executable, "-m", "orders.cutter", *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    def test_cuts_in_order_and_loses_nothing(self) -> None:
        self.assertEqual(self.cut(2).returncode, 0)
        self.assertEqual((self.folder / "1").read_text(), "a\n")
        self.assertEqual((self.folder / "2").read_text(), "b\nc\n")

    def test_fails_without_a_piece_when_there_are_too_few_parts(self) -> None:
        failed = self.cut(4)
        self.assertNotEqual(failed.returncode, 0)
        self.assertIn("3 parts, fewer than 4 pieces", failed.stderr)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["source"])
