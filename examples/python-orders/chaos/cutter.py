"""The cutter behind a switch that an arrangement sets: cutter.py MODE_FILE SOURCE FOLDER PIECES."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from orders.cutter import cut

mode_file, source, folder = map(Path, sys.argv[1:4])
mode = mode_file.read_text() if mode_file.exists() else "works"
if mode == "works":
    cut(source, folder, int(sys.argv[4]))
else:
    # What a real cutter does before it breaks: some of the pieces are there already.
    (folder / "1").write_text("the first piece, cut before it broke\n")
    if mode == "fails":
        sys.exit("the recording is damaged")
    time.sleep(3600)
