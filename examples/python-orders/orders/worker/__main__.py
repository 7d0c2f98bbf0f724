"""python -m orders.worker"""

from orders.worker.run import run_worker

run_worker()
