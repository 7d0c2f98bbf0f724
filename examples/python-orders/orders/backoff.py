"""How long to wait between tries."""


def backoff(failures: int, *, first: float = 0.05, most: float = 0.5) -> float:
    """Seconds to wait after so many failures in a row: doubling from `first` up to `most`."""
    return min(most, first * 2.0 ** max(0, failures - 1))
