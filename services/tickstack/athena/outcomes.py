"""How an execution ended: its state and reason, and what it cost."""

from dataclasses import dataclass

from tickstack.engine import OutputColumn


@dataclass(frozen=True, kw_only=True)
class Failure:
    """``AthenaError``: category 1 is the system's fault, 2 the user's, 3 another's."""

    category: int
    type: int
    message: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A final state; times in milliseconds. ``planning`` is None for what was not planned."""

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
