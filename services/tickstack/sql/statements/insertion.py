"""The rows of a query as the columns of a table: converted where Trino converts by itself when it inserts."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Collection, Sequence

from tickstack.sql.coercion import Typed, coerce, coerces
from tickstack.sql.failures import failure
from tickstack.sql.translate import Column
from tickstack.sql.types import UNKNOWN, TrinoType, duckdb_type, varchar

_TEXT = ("varchar", "char")


def check_types(table: Sequence[Column], query: Sequence[Column]) -> None:
    """Raise TYPE_MISMATCH unless each column of the query goes into the column of the table at its place."""
    fits = len(table) == len(query) and all(
        _fits(given.type, wanted.type) for wanted, given in zip(table, query, strict=True)
    )
    if not fits:
        kinds = (f"[{', '.join(str(column.type) for column in columns)}]" for columns in (table, query))
        message = "Insert query has mismatched column types: Table: {}, Query: {}".format(*kinds)
        raise failure("TYPE_MISMATCH", message)


def _fits(given: TrinoType, wanted: TrinoType) -> bool:
    if given.base in _TEXT and wanted.base in _TEXT:
        return True
    if given.inner and given.base == wanted.base and len(given.inner) == len(wanted.inner):
        return all(_fits(*pair) for pair in zip(given.inner, wanted.inner, strict=True))
    return coerces(given, wanted)


def inserted(sql: str, query: Sequence[Column], table: Sequence[Column], sources: Sequence[int | None]) -> str:
    """DuckDB SQL of the table's columns as ``c0``, ``c1`` ...; ``sources`` says which column of the query each is, None
    for one that is left NULL. The types have been checked."""
    values = []
    for index, (column, source) in enumerate(zip(table, sources, strict=True)):
        given = Typed("NULL", UNKNOWN) if source is None else Typed(f'"q"."c{source}"', query[source].type)
        values.append(f"{_converted(given, column.type)} AS c{index}")
    return f'SELECT {", ".join(values)} FROM ({sql}) AS "q"'


def without_nulls(sql: str, table: Sequence[Column], required: Collection[str]) -> str:
    """The rows of ``inserted``, which end the statement where one of the ``required`` columns is NULL."""
    if not required:
        return sql
    values = []
    for index, column in enumerate(table):
        value = f"c{index}"
        if column.name.lower() in required:
            message = f"'!HIVE_WRITER_DATA_ERROR|NULL value not allowed for NOT NULL column: {column.name}!'"
            refused = f"CAST(CAST(CAST({message} AS INTEGER) AS VARCHAR) AS {duckdb_type(column.type)})"
            value = f"CASE WHEN {value} IS NULL THEN {refused} ELSE {value} END AS {value}"
        values.append(value)
    return f"SELECT {', '.join(values)} FROM ({sql})"


def _converted(given: Typed, wanted: TrinoType) -> str:
    if given.type.base in _TEXT and wanted.base in _TEXT and wanted.numbers and given.type != wanted:
        return coerce(Typed(_untruncated(given, wanted), varchar(wanted.numbers[0])), wanted).sql
    return coerce(given, wanted).sql


def _untruncated(given: Typed, wanted: TrinoType) -> str:
    """The text, of which only blanks may be cut off:
    https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/sql/planner/LogicalPlanner.java."""
    size = wanted.numbers[0]
    refused = f"Cannot truncate non-space characters when casting from {given.type} to {wanted} on INSERT"
    failed = f"CAST(CAST('!INVALID_CAST_ARGUMENT|{refused}!' AS INTEGER) AS VARCHAR)"
    return f"CASE WHEN length(rtrim({given.sql}, ' ')) > {size} THEN {failed} ELSE left({given.sql}, {size}) END"
