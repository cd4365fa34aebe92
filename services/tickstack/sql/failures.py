"""Errors in Trino's words, with the numbers that Athena gives to their names, and where in the statement they are."""

from typing import Any, NoReturn

from sqlglot import exp

from tickstack.errors import QueryError
from tickstack.sql.unplaced import INVALID_FUNCTION_ARGUMENT

# AthenaError.ErrorType by Trino's error name, measured on Athena; any other error of the user has 1000.
TYPES = {
    "TABLE_NOT_FOUND": 1301,
    "SCHEMA_NOT_FOUND": 1301,
    "COLUMN_NOT_FOUND": 1006,
    "SYNTAX_ERROR": 1006,
    "CATALOG_NOT_FOUND": 1006,
    "TYPE_MISMATCH": 1002,
    "FUNCTION_NOT_FOUND": 1303,
    "DIVISION_BY_ZERO": 1001,
    "INVALID_CAST_ARGUMENT": 1100,
    "NUMERIC_VALUE_OUT_OF_RANGE": 1100,
    "INVALID_PARAMETER_USAGE": 1100,
    "MISSING_COLUMN_NAME": 1100,
    "INVALID_FUNCTION_ARGUMENT": INVALID_FUNCTION_ARGUMENT,
    "TABLE_ALREADY_EXISTS": 1110,
    "NOT_SUPPORTED": 1200,
    "NOT_FOUND": 1300,
}


def failure(name: str, message: str) -> QueryError:
    """The error called ``name`` with Athena's type for it."""
    return QueryError(name, message, type=TYPES.get(name, 1000))


def start(node: exp.Expr) -> int | None:
    """The offset of the first token of ``node`` that the parser marked, or of its operator if that was marked."""
    if "start" in node.meta:
        return int(node.meta["start"])
    return min((int(part.meta["start"]) for part in node.walk() if "start" in part.meta), default=None)


class Source:
    """The statement's text, to say where in it an error is."""

    def __init__(self, text: str) -> None:
        self.text = text

    def where(self, node: exp.Expr) -> str:
        """``line 1:8: ``, or nothing for a node that has no place."""
        offset = start(node)
        if offset is None:
            return ""
        before = self.text[:offset]
        return f"line {before.count(chr(10)) + 1}:{offset - before.rfind(chr(10))}: "

    def fail(self, name: str, message: str, node: exp.Expr) -> NoReturn:
        """Raise the error at ``node``."""
        raise failure(name, self.where(node) + message)

    def unsupported(self, what: Any, node: exp.Expr) -> NoReturn:
        """Refuse a construct by name."""
        self.fail("NOT_SUPPORTED", f"tickstack does not support {what}", node)
