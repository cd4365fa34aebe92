"""Lines that a regular expression takes apart: the SerDe org.apache.hadoop.hive.serde2.RegexSerDe.

A group of the expression is a column, in order. A line that does not match as a whole is NULL in every column, and so
is what does not read as its type. https://docs.aws.amazon.com/athena/latest/ug/regex-serde.html
"""

# ruff: noqa: ARG001 -- the handlers of one table share a signature

from collections.abc import Sequence

from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage
from tickstack.sql.quoting import literal_text
from tickstack.sql.regexp.java import whole
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import duckdb_type
from tickstack.tables.delimited import SCALARS

_READERS = {**SCALARS, "boolean": "lower({0}) = 'true'"}
_READERS.pop("varbinary")


def fields(line: str | None, pattern: str) -> list[str | None] | None:
    """The groups of a line, None for one that is not there; None where the line does not match."""
    found = None if line is None else whole(pattern, line)
    return None if found is None else list(found.groups())


def document(storage: Storage, columns: Sequence[Column]) -> str:
    """The groups of ``line``. Raises GENERIC_INTERNAL_ERROR, as Trino does, for a table without the expression."""
    pattern = storage.serde_parameters.get("input.regex")
    if pattern is None:
        raise QueryError("GENERIC_INTERNAL_ERROR", "Schema does not have required 'input.regex' property")
    any_case = storage.serde_parameters.get("input.regex.case.insensitive", "").strip().lower() == "true"
    return f"matched_groups(line, {literal_text(('(?is)' if any_case else '(?s)') + pattern)})"


def column(storage: Storage, declared: Column, index: int) -> str:
    """A column's value."""
    kind = hive_type(declared.type)
    reader = _READERS.get(kind.base)
    if reader is None:
        message = f"tickstack does not support columns of type {kind} in lines of a regular expression"
        raise QueryError("NOT_SUPPORTED", message, type=1200)
    text = f'"t{index}"'
    if kind.base == "char":
        return f"rpad({text}, {kind.numbers[0]}, ' ')"
    if kind.base == "varchar" and kind.numbers:
        return f"left({text}, {kind.numbers[0]})"
    return reader.format(text, duckdb_type(kind))


def inputs(storage: Storage, declared: Column, index: int) -> Sequence[str]:
    """The group of a column."""
    return (f'document[{index + 1}] AS "t{index}"',)
