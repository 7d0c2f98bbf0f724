"""python -m orders.cutter SOURCE FOLDER PIECES: cuts a source, line by line, into files."""

import sys
from pathlib import Path


def cut(source: Path, folder: Path, wanted: int) -> None:
    """Cuts a source; only a whole set of pieces gets its names."""
    lines = source.read_text().splitlines(keepends=True)
    if len(lines) < wanted:
        raise SystemExit(f"the source has {len(lines)} parts, fewer than {wanted} pieces")
    for piece in range(wanted):
        begin, end = piece * len(lines) // wanted, (piece + 1) * len(lines) // wanted
        (folder / f"{piece + 1}.part").write_text("".join(lines[begin:end]))
    for piece in range(1, wanted + 1):
        (folder / f"{piece}.part").rename(folder / str(piece))


if __name__ == "__main__":
    cut(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
