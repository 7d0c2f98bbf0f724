"""The log: a line per entry on stderr."""

import logging

log = logging.getLogger("orders")


def open_log(role: str) -> None:
    """Starts the log of a role; its lines are `<time> <level> <role>: <message>`."""
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s %(levelname)s {role}: %(message)s")
