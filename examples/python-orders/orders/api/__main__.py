"""python -m orders.api: serves until SIGTERM."""

from orders.api.run import run_api

run_api()
