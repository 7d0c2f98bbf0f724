"""`subprocess.run` waits for the cutter for ever: nobody has given it a timeout."""

import subprocess

from orders.failures import Refused
from orders.worker.worker import Worker


def run_cutter(worker: Worker, arguments: list[str]) -> None:
    """Runs the cutter to its end, whenever that is."""
    try:
        subprocess.run([*worker.config.cutter, *arguments], check=True, capture_output=True)
    except subprocess.CalledProcessError as error:
        raise Refused(f"the cutter exited with {error.returncode}") from error


SWAP = {"run_cutter": run_cutter}
