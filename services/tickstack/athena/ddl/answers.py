"""What a statement about the catalog answers: lines of text, or nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from tickstack.engine import OutputColumn
from tickstack.errors import TickstackError
from tickstack.sql.types import UNBOUNDED, AthenaType

_STRING = AthenaType("string", 0, 0, False)
_VARCHAR = AthenaType("varchar", UNBOUNDED, 0, True)


@dataclass(frozen=True)
class Answer:
    """``lines``: a row each, of which the columns are joined by tabs. ``described``: there is a metadata object."""

    columns: tuple[OutputColumn, ...] = ()
    lines: tuple[str, ...] = ()
    described: bool = True


NOTHING = Answer(described=False)


def strings(names: Sequence[str], lines: Sequence[str]) -> Answer:
    """An answer whose columns have Hive's type ``string``."""
    return Answer(tuple(OutputColumn(name, _STRING) for name in names), tuple(lines))


def varchars(names: Sequence[str], lines: Sequence[str]) -> Answer:
    """An answer whose columns are varchars, as those of views are."""
    return Answer(tuple(OutputColumn(name, _VARCHAR) for name in names), tuple(lines))


class HiveError(TickstackError):
    """A statement failed as Hive's part of Athena fails it. ``type`` and ``category`` are those of AthenaError."""

    def __init__(self, reason: str, *, type: int, category: int = 2) -> None:  # noqa: A002
        super().__init__(reason)
        self.type = type
        self.category = category


def semantic_error(code: int | None, message: str) -> HiveError:
    """``FAILED: SemanticException [Error 10001]: ...``."""
    shown = f" [Error {code}]:" if code else ""
    return HiveError(f"FAILED: SemanticException{shown} {message}", type=1301)


def no_table(database: str, table: str) -> HiveError:
    return semantic_error(10001, f"Table not found {database}.{table}")


def no_database(name: str) -> HiveError:
    return semantic_error(10072, f"Database does not exist: {name}")


def task_error(message: str, *, type: int) -> HiveError:  # noqa: A002
    """``FAILED: Execution Error, return code 1 from ...DDLTask. ...``."""
    return HiveError(
        f"FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. {message}", type=type
    )
