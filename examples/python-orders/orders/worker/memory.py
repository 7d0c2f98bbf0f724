"""How much memory this process uses."""

import gc
import os
import subprocess
from pathlib import Path

_STATM = Path("/proc/self/statm")


def memory_in_use() -> int:
    """Bytes of resident memory after a garbage collection."""
    gc.collect()
    if _STATM.exists():
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    kilobytes = subprocess.check_output(["ps", "-o", "rss=", "-p", str(os.getpid())])
    return int(kilobytes) * 1024
