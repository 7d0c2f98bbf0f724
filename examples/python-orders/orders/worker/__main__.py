"""python -m orders.worker: works until SIGTERM."""

from orders.worker.parts import Parts
from orders.worker.run import run_worker

run_worker(Parts())
