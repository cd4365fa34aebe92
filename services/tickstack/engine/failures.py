"""DuckDB's run-time errors in Trino's words: rows of a pattern, Trino's error name, and its message."""

# ruff: noqa: ARG005 -- the handlers of one table share a signature

import logging
import re

import duckdb

from tickstack.errors import QueryError
from tickstack.sql.failures import failure

DEFECT = "tickstack could not run the statement, which is a defect of its own; the query service's log has the details"
_log = logging.getLogger(__name__)
_KINDS = {"INT8": "tinyint", "INT16": "smallint", "INT32": "integer", "INT64": "bigint"}
_OPERATIONS = {"addition": "addition", "subtraction": "subtraction", "multiplication": "multiplication"}
_SIGNS = {"addition": "+", "subtraction": "-", "multiplication": "*"}

# A message may quote a value in which anything stands: it goes as far as the last of what DuckDB puts behind a text.
OWN = re.compile(r"""!([A-Z_]+)\|(.*)!(?:['"] to [A-Z]|", expected format |\n\nAt:\n|['"]?$)""", re.DOTALL)
_QUOTED_SQL = re.compile(r"\n\nLINE \d+: [^\n]*\n *\^\s*$")
_SIZES = {str(-(1 << bits)): kind for bits, kind in ((7, "tinyint"), (15, "smallint"), (31, "integer"))}


def _overflow(match: re.Match[str]) -> str:
    operation, kind, left, right = match.groups()
    return f"{_KINDS.get(kind, kind.lower())} {operation} overflow: {left} {_SIGNS[operation]} {right}"


ROWS = (
    (
        re.compile(r"Overflow in (addition|subtraction|multiplication) of (\w+) \((-?\d+) [-+*] (-?\d+)\)"),
        "NUMERIC_VALUE_OUT_OF_RANGE",
        _overflow,
    ),
    (
        re.compile(r"Overflow in division of (-?\d+) / (-?\d+)"),
        "NUMERIC_VALUE_OUT_OF_RANGE",
        lambda match: f"{_SIZES.get(match[1], 'bigint')} division overflow: {match[1]} / {match[2]}",
    ),
    (
        re.compile(r"Overflow in \w+ of DECIMAL|Casting value \"\S+\" to type DECIMAL"),
        "NUMERIC_VALUE_OUT_OF_RANGE",
        lambda match: "Decimal overflow",
    ),
    (
        re.compile(r"Type INT128 with value \S+ can't be cast .* destination type INT64", re.DOTALL),
        "NUMERIC_VALUE_OUT_OF_RANGE",
        lambda match: "bigint addition overflow",
    ),
    (
        re.compile(r"Type (\w+) with value (\S+) can't be cast .* destination type (\w+)", re.DOTALL),
        "NUMERIC_VALUE_OUT_OF_RANGE",
        lambda match: f"Out of range for {_KINDS.get(match[3], match[3].lower())}: {match[2]}",
    ),
    (
        re.compile(r"More than one row returned by a subquery"),
        "SUBQUERY_MULTIPLE_ROWS",
        lambda match: "Scalar sub-query has returned multiple rows",
    ),
    (
        re.compile(r'Could not parse string "(.*?)" according to format specifier "(.*?)"', re.DOTALL),
        "INVALID_FUNCTION_ARGUMENT",
        lambda match: f'Invalid format: "{match[1]}"',
    ),
    (
        re.compile(r"Unknown TimeZone '(.*?)'"),
        "INVALID_FUNCTION_ARGUMENT",
        lambda match: f"'{match[1]}' is not a valid time zone",
    ),
    (
        re.compile(r'Could not convert string "(.*?)" to DECIMAL\((\d+),(\d+)\)', re.DOTALL),
        "INVALID_CAST_ARGUMENT",
        lambda match: f"Cannot cast VARCHAR '{match[1]}' to DECIMAL({match[2]}, {match[3]}). Value is not a number.",
    ),
    (
        re.compile(r"TRY can not be used in combination with (.*)"),
        "NOT_SUPPORTED",
        lambda match: f"tickstack does not support TRY around {match[1]}",
    ),
    (
        re.compile(
            r"(invalid perl operator|invalid escape sequence|no argument for repetition|missing closing .*): ?(.*)"
        ),
        "INVALID_FUNCTION_ARGUMENT",
        lambda match: f"Invalid regular expression, or one that tickstack does not support: {match[1]}: {match[2]}",
    ),
    (
        re.compile(r'column "(.*?)" must appear in the GROUP BY clause'),
        "EXPRESSION_NOT_AGGREGATE",
        lambda match: f"'{match[1]}' must be an aggregate expression or appear in GROUP BY clause",
    ),
    (
        re.compile(r"Insufficient padding in [LR]PAD"),
        "INVALID_FUNCTION_ARGUMENT",
        lambda match: "Padding string must not be empty",
    ),
    (
        re.compile(r"TProtocolException|Thrift|[Pp]arquet|Snappy|ZSTD|Corrupt"),
        "HIVE_BAD_DATA",
        lambda match: "Malformed Parquet file. It cannot be read",
    ),
    (
        re.compile(r"Max expression depth limit|memory exhausted|stack overflow", re.IGNORECASE),
        "STACK_OVERFLOW",
        lambda match: "statement is too large (stack overflow during analysis)",
    ),
    (
        re.compile(r"[Oo]verflow|[Oo]ut of [Rr]ange|not in timestamp range"),
        "NUMERIC_VALUE_OUT_OF_RANGE",
        lambda match: "Value is out of range",
    ),
)


def query_error(error: duckdb.Error) -> QueryError:
    """What Athena would say. An error that no row knows is a defect of the translation: GENERIC_INTERNAL_ERROR, with
    DuckDB's own words in the log only, as they quote SQL that the user did not write."""
    text = _QUOTED_SQL.sub("", str(error))
    own = OWN.search(text)
    if own is not None:
        return failure(own[1], own[2])
    if isinstance(error, duckdb.OutOfMemoryException):
        return QueryError("EXCEEDED_LOCAL_MEMORY_LIMIT", "Query exceeded the memory limit", type=0, category=2)
    for pattern, name, message in ROWS:
        match = pattern.search(text)
        if match is not None:
            return failure(name, message(match))
    _log.error("DuckDB refused a translated statement: %s", error)
    return QueryError("GENERIC_INTERNAL_ERROR", DEFECT, type=200, category=1)
