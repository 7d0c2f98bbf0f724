"""The routes of the scheduler."""

from orders.scheduler import chunks, console, jobs, leases, merging, orphans, recovery
from orders.scheduler.database import Database
from orders.scheduler.work import claim_work
from orders.web.json_server import Request, Route


def routes_of(database: Database, *, with_console: bool) -> list[Route]:
    """What the scheduler serves; writes under a lease name its fence, and are refused with 409."""

    def of_job(request: Request) -> tuple[Database, str]:
        return database, request.params["job"]

    def of_chunk(request: Request) -> tuple[Database, str, int]:
        return database, request.params["job"], int(request.params["chunk"])

    routes: list[Route] = [
        ("GET", "/healthz", lambda _: {}),
        ("POST", "/jobs", lambda r: jobs.submit(database, r.json())),
        ("GET", "/jobs/{job}", lambda r: jobs.read_status(*of_job(r))),
        ("GET", "/jobs/{job}/result", lambda r: jobs.read_result(*of_job(r))),
        ("POST", "/jobs/{job}/retry", lambda r: jobs.retry(*of_job(r))),
        ("POST", "/jobs/{job}/fail", lambda r: jobs.fail_job(*of_job(r), **r.json())),
        ("POST", "/jobs/{job}/recovery", lambda r: recovery.recover(*of_job(r))),
        ("POST", "/jobs/{job}/heartbeat", lambda r: leases.renew_job(*of_job(r), **r.json())),
        ("POST", "/jobs/{job}/release", lambda r: leases.hand_back_job(*of_job(r), **r.json())),
        ("POST", "/jobs/{job}/cut-failure", lambda r: chunks.fail_cut(*of_job(r), **r.json())),
        ("POST", "/jobs/{job}/chunks", lambda r: chunks.plan_chunks(*of_job(r), **r.json())),
        ("POST", "/jobs/{job}/boxes", lambda r: merging.merge(*of_job(r), **r.json())),
        ("POST", "/jobs/{job}/redo", lambda r: merging.redo_chunks(*of_job(r), **r.json())),
        ("POST", "/jobs/{job}/finish", lambda r: merging.finish(*of_job(r), **r.json())),
        (
            "POST",
            "/jobs/{job}/chunks/{chunk}/heartbeat",
            lambda r: leases.renew_chunk(*of_chunk(r), **r.json()),
        ),
        (
            "POST",
            "/jobs/{job}/chunks/{chunk}/complete",
            lambda r: chunks.complete_chunk(*of_chunk(r), **r.json()),
        ),
        (
            "POST",
            "/jobs/{job}/chunks/{chunk}/fail",
            lambda r: chunks.end_chunk(*of_chunk(r), status="failed", **r.json()),
        ),
        (
            "POST",
            "/jobs/{job}/chunks/{chunk}/release",
            lambda r: chunks.end_chunk(*of_chunk(r), status="pending", **r.json()),
        ),
        ("POST", "/work", lambda r: claim_work(database, **r.json())),
        ("POST", "/sweep", lambda r: recovery.sweep(database, **r.json())),
        ("GET", "/references", lambda _: orphans.read_references(database)),
    ]
    if with_console:
        routes += [
            ("POST", "/console/sql", lambda r: console.run_sql(database, **r.json())),
            ("POST", "/console/reset", lambda _: console.reset(database)),
        ]
    return routes
