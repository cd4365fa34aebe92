"""What a statement gives: columns, and rows already as Athena's text, streamed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tickstack.errors import TickstackError
from tickstack.sql.types import AthenaType


class Cancelled(TickstackError):  # noqa: N818  it is a request that was granted, not a failure
    """The statement was stopped on request."""


@dataclass(frozen=True)
class OutputColumn:
    """A column of a result: its name as the statement spells it, and its type."""

    name: str
    type: AthenaType


@dataclass(frozen=True)
class Result:
    """Rows are read once, and only while the engine that made them lives; NULL is None."""

    columns: tuple[OutputColumn, ...]
    rows: Iterator[Sequence[str | None]]
    scanned_bytes: int
