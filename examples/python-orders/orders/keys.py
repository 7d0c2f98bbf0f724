"""Where the objects of a job are in the store."""


def source_key(job: str) -> str:
    """The key of what was submitted."""
    return f"jobs/{job}/source"


def pieces_prefix(job: str) -> str:
    """What the keys of all cut pieces begin with."""
    return f"jobs/{job}/pieces/"


def piece_key(job: str, chunk: int) -> str:
    """The key of a cut piece."""
    return f"{pieces_prefix(job)}{chunk}"


def results_prefix(job: str) -> str:
    """What the keys of all results begin with."""
    return f"jobs/{job}/results/"


def result_key(job: str, chunk: int, fence: int) -> str:
    """The key of a result; it holds the fence, so a late writer overwrites nobody."""
    return f"{results_prefix(job)}{chunk}-{fence}"


def fence_of_key(key: str) -> int:
    """The fence under which a result was stored."""
    return int(key.rpartition("-")[2])


def job_of_key(key: str) -> str:
    """The job that an object belongs to."""
    return key.split("/")[1]
