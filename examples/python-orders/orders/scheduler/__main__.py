"""python -m orders.scheduler: PORT, DATABASE (a file), LEASE_MS, CONSOLE=1."""

import os

from orders.log import open_log
from orders.scheduler.database import Database
from orders.scheduler.routes import routes_of
from orders.web.json_server import JsonServer


def main() -> None:
    """Serves until it is ended; what it has answered is in the database."""
    open_log("scheduler")
    database = Database(
        os.environ.get("DATABASE", "orders.db"),
        lease=int(os.environ.get("LEASE_MS", 30_000)) / 1000,
    )
    routes = routes_of(database, with_console=os.environ.get("CONSOLE") == "1")
    JsonServer(int(os.environ["PORT"]), routes).serve_forever()


main()
