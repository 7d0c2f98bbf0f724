"""python -m orders.api"""

from orders.api.run import run_api

run_api()
