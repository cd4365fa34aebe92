"""Quoted CSV: the SerDe org.apache.hadoop.hive.serde2.OpenCSVSerde, whose columns are text that is then parsed.

https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html; a line is read as au.com.bytecode.opencsv reads it.
"""

# ruff: noqa: ARG001 -- the handlers of one table share a signature

from collections.abc import Sequence

from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage
from tickstack.sql.quoting import literal_text
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import duckdb_type


def fields(line: str, marks: str) -> list[str]:
    """The fields of a line, where ``marks`` are the separator, the quote and the escape.

    Raises ValueError of text ``!HIVE_BAD_DATA|message!`` for a quote that does not end.
    """
    separator, quote, escape = marks[0], marks[1], marks[2]
    found: list[str] = []
    field: list[str] = []
    quoted = False
    at, end = 0, len(line)
    while at < end:
        char = line[at]
        follows = line[at + 1] if at + 1 < end else ""
        if char == escape:
            if quoted and follows in (quote, escape) and follows:
                field.append(follows)
                at += 1
        elif char == quote:
            if quoted and follows == quote:
                field.append(quote)
                at += 1
            else:
                if at > 2 and line[at - 1] != separator and follows not in ("", separator):
                    _inner_quote(field, quote)
                quoted = not quoted
        elif char == separator and not quoted:
            found.append("".join(field))
            field = []
        else:
            field.append(char)
        at += 1
    if quoted:
        raise ValueError("!HIVE_BAD_DATA|Un-terminated quoted field at end of CSV line!")
    return [*found, "".join(field)]


def _inner_quote(field: list[str], quote: str) -> None:
    """A quote inside a field is part of it; blanks before one are not."""
    if field and not "".join(field).strip():
        field.clear()
    else:
        field.append(quote)


def document(storage: Storage, columns: Sequence[Column]) -> str:
    """The fields of ``line``; an empty line has none."""
    parameters = storage.serde_parameters
    defaults = (("separatorChar", ","), ("quoteChar", '"'), ("escapeChar", "\\"))
    separator, quote, escape = (parameters.get(name, default)[:1] or "\0" for name, default in defaults)
    if escape == quote:
        escape = "\\"
    plain = " AND ".join(f"NOT contains(line, {literal_text(mark)})" for mark in (quote, escape))
    marks = literal_text(separator + quote + escape)
    return (
        f"CASE WHEN line = '' THEN NULL WHEN {plain} THEN string_split(line, {literal_text(separator)}) "
        f"ELSE csv_fields(line, {marks}) END"
    )


_READERS = {
    "varchar": "{0}",
    "boolean": "CASE lower({0}) WHEN 'true' THEN true WHEN 'false' THEN false END",
    **dict.fromkeys(("real", "double"), "TRY_CAST({0} AS {1})"),
    "decimal": "TRY_CAST({0} AS {1})",
    **dict.fromkeys(
        ("tinyint", "smallint", "integer", "bigint"),
        "CASE WHEN regexp_full_match({0}, '[+-]?\\d+') THEN TRY_CAST({0} AS {1}) END",
    ),
    "date": "CASE WHEN regexp_full_match({0}, '[+-]?\\d+') THEN DATE '1970-01-01' + TRY_CAST({0} AS INTEGER) END",
    "timestamp": "CASE WHEN regexp_full_match({0}, '[+-]?\\d+') "
    "THEN make_timestamp(TRY_CAST({0} AS BIGINT) * 1000) END",
}


def column(storage: Storage, declared: Column, index: int) -> str:
    """A column's value; text that does not read as its type is bad data."""
    kind = hive_type(declared.type)
    if kind.base not in _READERS:
        raise QueryError("NOT_SUPPORTED", f"tickstack does not support columns of type {kind} in CSV", type=1200)
    text = f'"t{index}"'
    if kind.base == "varchar":
        return f"left({text}, {kind.numbers[0]})" if kind.numbers else text
    made = _READERS[kind.base].format(text, duckdb_type(kind))
    why = "': empty String'" if kind.base in ("real", "double") else f"""': For input string: "' || {text} || '"'"""
    if kind.base in ("real", "double"):
        why = f"""CASE {text} WHEN '' THEN {why} ELSE ': For input string: "' || {text} || '"' END"""
    message = f"'!HIVE_BAD_DATA|Error parsing field value ''' || {text} || ''' for field {index}' || {why} || '!'"
    refused = f"CAST(CAST(CAST({message} AS INTEGER) AS VARCHAR) AS {duckdb_type(kind)})"
    return f"CASE WHEN {text} IS NULL THEN NULL WHEN ({made}) IS NOT NULL THEN {made} ELSE {refused} END"


def inputs(storage: Storage, declared: Column, index: int) -> Sequence[str]:
    """The field of a column."""
    return (f'document[{index + 1}] AS "t{index}"',)
