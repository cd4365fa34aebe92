"""Rows: their constructor, and their fields by name and by position.

https://trino.io/docs/current/language/types.html#row
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.nested import pack
from tickstack.sql.types import TrinoType, duckdb_type


def row(values: Sequence[Typed]) -> Typed:
    """``ROW(...)``: its fields have no names."""
    kind = TrinoType("row", (), tuple(value.type for value in values), (None,) * len(values))
    parts = [f"CAST({value.sql} AS {duckdb_type(value.type)})" for value in values]
    return Typed(pack(parts), kind, parts=tuple(values))


def parenthesised(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``(a, b)`` or ``ROW(a, b)``: a row."""
    parts = [part for part in node.expressions if part is not None]
    if not parts:
        self.source.fail("FUNCTION_NOT_FOUND", "Function 'row' not registered", node)
    return row([self.translate(part, place) for part in parts])


def field(self: Expressions, value: Typed, name: str, node: exp.Expr) -> Typed:
    """The field of a row, by name."""
    names = [known.lower() if known else None for known in value.type.names]
    if value.type.base != "row":
        base = node.this if isinstance(node, exp.Dot) else node
        self.source.fail("TYPE_MISMATCH", f"Expression {base.sql(dialect='trino')} is not of type ROW", base)
    if names.count(name.lower()) > 1:
        self.source.fail("AMBIGUOUS_NAME", f"Ambiguous row field reference: {name}", node)
    if name.lower() not in names:
        message = (
            f"Column '{_shown(node)}' cannot be resolved or requester is not authorized to access requested resources"
        )
        self.source.fail("COLUMN_NOT_FOUND", message, node)
    return at(value, names.index(name.lower()))


def at(value: Typed, index: int) -> Typed:
    """The field of a row, by its index from 0."""
    return Typed(f"struct_extract({value.sql}, 'f{index}')", value.type.inner[index])


def subscript(self: Expressions, value: Typed, key: exp.Expr) -> Typed:
    """``r[1]``: the position is a literal."""
    count = len(value.type.inner)
    if not isinstance(key, exp.Literal) or key.is_string or not str(key.this).isdigit():
        message = "Subscript expression on ROW requires a constant index"
        self.source.fail("EXPRESSION_NOT_CONSTANT", message, key)
    index = int(str(key.this))
    if index < 1:
        message = f"Invalid subscript index: {index}. ROW indices start at 1"
        self.source.fail("INVALID_FUNCTION_ARGUMENT", message, key)
    if index > count:
        message = f"Subscript index out of bounds: {index}, max value is {count}"
        self.source.fail("INVALID_FUNCTION_ARGUMENT", message, key)
    return at(value, index - 1)


def _shown(node: exp.Expr) -> str:
    return node.sql(dialect="trino").lower()
