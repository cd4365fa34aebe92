"""How an execution ended: its state and reason, and what it cost."""

from dataclasses import dataclass

from tickstack.engine import OutputColumn


@dataclass(frozen=True, kw_only=True)
class Failure:
    """``AthenaError``: category 1 is the system's fault, 2 the user's, 3 another's. ``retryable``: the same query may
    succeed when it is sent again."""

    category: int
    type: int
    message: str
    retryable: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A final state; times in milliseconds. ``planning`` is None for what was not planned, ``updated`` the number of
    rows that a statement has written, ``manifest`` the object that lists where, and ``reused`` the address of a former
    execution's result that is this one's, too."""

    state: str = "RUNNING"
    reason: str | None = None
    failure: Failure | None = None
    columns: tuple[OutputColumn, ...] = ()
    rows: int = 0
    output_bytes: int = 0
    scanned_bytes: int = 0
    planning: int | None = None
    engine: int = 0
    service: int = 0
    updated: int | None = None
    manifest: str | None = None
    reused: str | None = None


_RESTARTED = (
    "The query service was stopped while the query was queued or running, and has been restarted. Run the query again."
)
CUT_OFF = Outcome(
    state="FAILED",
    reason=_RESTARTED,
    failure=Failure(category=1, type=100, message=_RESTARTED, retryable=True),
)
"""Of a query that the service did not end before it was stopped itself; 100 is Athena's internal error."""


def failed(reason: str, category: int, kind: int) -> Outcome:
    """FAILED for ``reason``, with the numbers of AthenaError."""
    return Outcome(state="FAILED", reason=reason, failure=Failure(category=category, type=kind, message=reason))


class EndedError(Exception):
    """The execution ended early with ``outcome``."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome
