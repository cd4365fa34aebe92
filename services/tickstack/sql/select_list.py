"""The select list: expressions with their names, and stars spread over the columns of FROM."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import Source
from tickstack.sql.relations import Relation
from tickstack.sql.scope import Field


@dataclass(frozen=True)
class Item:
    """A column of the select list: its node (None if a star gave it), its name or None, its value."""

    node: exp.Expr | None
    name: str | None
    value: Typed


def select_items(expressions: Expressions, node: exp.Select, relation: Relation | None, place: Place) -> list[Item]:
    """The select list with its stars spread: each column as an item."""
    items: list[Item] = []
    for each in node.expressions:
        inner = each.unalias()
        if isinstance(inner, exp.Star) or (isinstance(inner, exp.Column) and isinstance(inner.this, exp.Star)):
            items += [
                Item(None, known.name, Typed(known.sql, known.type))
                for known in _star(expressions.source, inner, relation)
            ]
            continue
        value = expressions.translate(inner, place)
        called = each.alias if isinstance(each, exp.Alias) else None
        if called is None and isinstance(inner, exp.Column | exp.Dot):
            called = inner.name
        items.append(Item(inner, called, value))
    return items


def _star(source: Source, node: exp.Expr, relation: Relation | None) -> Sequence[Field]:
    if any(
        node.args.get(key) or (node.this and isinstance(node.this, exp.Star) and node.this.args.get(key))
        for key in ("except_", "replace", "rename")
    ):
        source.unsupported("* with EXCEPT, REPLACE or RENAME", node)
    if relation is None:
        source.fail("COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause", node)
    if isinstance(node, exp.Star):
        return relation.fields
    parts = node.parts if isinstance(node, exp.Column) else []
    wanted = tuple(part.name.lower() for part in parts[:-1])
    found = [known for known in relation.fields if known.qualifier[-len(wanted) :] == wanted]
    if not found:
        source.fail("TABLE_NOT_FOUND", f"Table '{'.'.join(wanted)}' not found", node)
    return found
