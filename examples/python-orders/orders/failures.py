"""Why work could not be done, and so what is to be done about it."""


class Failure(Exception):
    """Work could not be done."""


class Unavailable(Failure):
    """Something the work stands on is away; it costs no attempt and is tried again."""


class Refused(Failure):
    """The upstream or the cutter failed; it costs an attempt."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        #: Seconds to wait before the next try, when the other side said so.
        self.retry_after = retry_after


class Lost(Failure):
    """Somebody else has the lease now; nothing more may be written."""


class Hopeless(Failure):
    """No retry can help; the job fails."""
