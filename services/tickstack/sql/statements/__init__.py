"""The text of a statement before it is parsed: one statement out of a text, what kind it is, whether its syntax holds.

The kinds are the rows of ``KINDS``: what the statement begins with, StatementType, SubstatementType, the extension of
the result object, and whether Trino's grammar covers it (Athena reads the other statements by Hive's grammar).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tickstack.errors import TickstackError
from tickstack.sql import hive, recogniser
from tickstack.sql.pieces import pieces
from tickstack.sql.statements import writes


class MalformedQuery(TickstackError):  # noqa: N818  AWS names it so
    """StartQueryExecution refuses the text: InvalidRequestException with AthenaErrorCode MALFORMED_QUERY."""


@dataclass(frozen=True)
class StatementKind:
    """``extension`` is that of the result object: ``.csv``, ``.txt`` or none."""

    type: Literal["DML", "DDL", "UTILITY"]
    substatement: str
    extension: str
    trino: bool = False


def _row(
    pattern: str, kind: Literal["DML", "DDL", "UTILITY"], substatement: str, extension: str, *, trino: bool = False
) -> tuple[re.Pattern[str], StatementKind]:
    return re.compile(pattern + r"(?: |$)", re.DOTALL), StatementKind(kind, substatement, extension, trino)


_NAME = r"\S+(?: \. \S+)*"
_CTAS = rf"CREATE TABLE (?:IF NOT EXISTS )?{_NAME} (?:\( \) )?(?:COMMENT ' )?(?:WITH \( \) )?AS"
_TABLE = rf"ALTER TABLE {_NAME} (?:PARTITION \( \) )?"

KINDS = (
    _row(r"(?:SELECT|WITH|VALUES|TABLE|\()", "DML", "SELECT", ".csv", trino=True),
    _row("EXPLAIN", "DML", "EXPLAIN", ".txt", trino=True),
    _row("INSERT", "DML", "INSERT", "", trino=True),
    _row("UPDATE", "DML", "UPDATE", ".csv", trino=True),
    _row("DELETE", "DML", "DELETE", ".csv", trino=True),
    _row("MERGE", "DML", "MERGE", ".csv", trino=True),
    _row("VACUUM", "DML", "VACUUM_TABLE", ""),
    _row("UNLOAD", "DML", "UNLOAD", ""),
    _row("OPTIMIZE", "DDL", "CREATE_TABLE_AS_SELECT", ""),
    _row(r"CREATE TABLE (?:.*? )?AS (?:SELECT|WITH|VALUES|TABLE|\()", "DDL", "CREATE_TABLE_AS_SELECT", "", trino=True),
    _row(_CTAS, "DDL", "CREATE_TABLE_AS_SELECT", "", trino=True),
    _row("CREATE OR REPLACE(?! VIEW)", "DDL", "CREATE_TABLE", ".txt", trino=True),
    _row("CREATE (?:EXTERNAL )?TABLE", "DDL", "CREATE_TABLE", ".txt"),
    _row("CREATE (?:DATABASE|SCHEMA)", "DDL", "CREATE_DATABASE", ".txt"),
    _row("DROP (?:DATABASE|SCHEMA)", "DDL", "DROP_DATABASE", ".txt"),
    _row("ALTER (?:DATABASE|SCHEMA)", "DDL", "ALTER_DATABASE", ".txt"),
    _row("CREATE (?:OR REPLACE )?VIEW", "DDL", "CREATE_VIEW", ".txt", trino=True),
    _row("DROP VIEW", "DDL", "DROP_VIEW", ".txt", trino=True),
    _row("DROP TABLE", "DDL", "DROP_TABLE", ".txt"),
    _row(_TABLE + "ADD COLUMNS?", "DDL", "ALTER_TABLE_ADD_COLUMN", ".txt"),
    _row(_TABLE + "REPLACE COLUMNS", "DDL", "ALTER_TABLE_REPLACE_COLUMN", ".txt"),
    _row(_TABLE + "CHANGE", "DDL", "ALTER_TABLE_CHANGE_COLUMN", ".txt"),
    _row(_TABLE + "DROP COLUMN", "DDL", "ALTER_TABLE_DROP_COLUMN", ".txt"),
    _row(_TABLE + "ADD (?:IF NOT EXISTS )?PARTITION", "DDL", "ALTER_TABLE_ADD_PARTITION", ".txt"),
    _row(_TABLE + "DROP (?:IF EXISTS )?PARTITION", "DDL", "ALTER_TABLE_DROP_PARTITION", ".txt"),
    _row(_TABLE + "RENAME TO PARTITION", "DDL", "ALTER_TABLE_RENAME_PARTITION", ".txt"),
    _row(_TABLE + "RENAME TO", "DDL", "ALTER_TABLE_RENAME", ".txt"),
    _row(_TABLE + "SET LOCATION", "DDL", "ALTER_TABLE_SET_LOCATION", ".txt"),
    _row(_TABLE + "(?:SET|UNSET) TBLPROPERTIES", "DDL", "ALTER_TABLE_PROPERTIES", ".txt"),
    _row("MSCK", "DDL", "MSCK_REPAIR", ".txt"),
    _row("SHOW CREATE TABLE", "UTILITY", "SHOW_CREATE_TABLE", ".txt"),
    _row("SHOW CREATE VIEW", "UTILITY", "SHOW_CREATE_VIEW", ".txt"),
    _row("SHOW FUNCTIONS", "UTILITY", "SHOW_FUNCTIONS", ".csv"),
    _row("SHOW (?:DATABASES|SCHEMAS)", "UTILITY", "SHOW_DATABASES", ".txt"),
    _row("SHOW TBLPROPERTIES", "UTILITY", "SHOW_TABLE_PROPERTIES", ".txt"),
    *(_row(f"SHOW {what}", "UTILITY", f"SHOW_{what}", ".txt") for what in ("TABLES", "COLUMNS", "PARTITIONS", "VIEWS")),
    _row("(?:DESCRIBE|DESC)", "UTILITY", "DESCRIBE_TABLE", ".txt"),
    _row("PREPARE", "UTILITY", "PREPARE", ".txt", trino=True),
    _row("DEALLOCATE", "UTILITY", "DEALLOCATE", ".txt", trino=True),
    _row("EXECUTE", "DML", "EXECUTE", ".csv", trino=True),
)

_REMEMBERED = 64  # statements, each of up to 256 kB


def split(text: str) -> str:
    """The one statement of ``text``, without surrounding blanks and ``;``, as GetQueryExecution shows it.

    Raises MalformedQuery in Athena's words for several statements or none.
    """
    parts: list[list[str]] = [[]]
    for piece in pieces(text):
        if piece == ("sign", ";"):
            parts.append([])
        else:
            parts[-1].append(piece.text)
    found = [statement for part in parts if (statement := "".join(part).strip())]
    if not found:
        raise MalformedQuery(f"Empty sql statement: {text.strip()}")
    if len(found) > 1:
        raise MalformedQuery(f"Only one sql statement is allowed. Got: {text.rstrip()}")
    return found[0]


def _skeleton(statement: str) -> Iterator[str]:
    """The statement's words in capitals, without comments and without what stands in parentheses."""
    depth = 0
    for kind, text in pieces(statement):
        if kind in ("comment", "blank"):
            continue
        depth -= text == ")"
        if depth <= 0:
            yield "'" if kind in ("text", "name") else text.upper()
        depth += text == "("


@lru_cache(maxsize=_REMEMBERED)
def _kind(statement: str) -> StatementKind | None:
    skeleton = " ".join(_skeleton(statement))
    return next((kind for pattern, kind in KINDS if pattern.match(skeleton)), None)


def classify(statement: str) -> StatementKind:
    """The kind of a statement by its first words. Raises MalformedQuery for a statement that Athena does not have.

    EXECUTE counts as its prepared statement, and DESCRIBE of a view as DESC_VIEW, once those are looked up.
    """
    kind = _kind(statement)
    if kind is None:
        raise MalformedQuery("Queries of this type are not supported")
    return kind


@lru_cache(maxsize=_REMEMBERED)
def _syntax_error(statement: str) -> str | None:
    kind = _kind(statement)
    if kind is not None and not kind.trino:
        if kind.substatement == "UNLOAD":
            return _unload_error(statement)
        return _hive_error(statement) if kind.substatement in hive.SUBSTATEMENTS else None
    if recogniser.accepts(statement):
        return None
    from tickstack.sql import grammar  # the generated parser takes half a second to import

    return grammar.syntax_error(statement)


def _unload_error(statement: str) -> str | None:
    """Of the statement itself, or of its query."""
    try:
        made = writes.parse(statement)
    except hive.HiveSyntaxError as error:
        return str(error)
    return _syntax_error(made.query)


def _hive_error(statement: str) -> str | None:
    try:
        hive.parse(statement)
    except hive.HiveSyntaxError as error:
        return str(error)
    return None


def load() -> None:
    """Have the grammar ready for the first statement that is not accepted at once."""
    _syntax_error("SELECT")


def check(statement: str) -> None:
    """Raise MalformedQuery with Trino's message, or Hive's, if the syntax does not hold."""
    message = _syntax_error(statement)
    if message is not None:
        raise MalformedQuery(message)
