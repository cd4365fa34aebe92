"""The select list: expressions with their names, and stars spread over the columns of FROM or the fields of a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import Source
from tickstack.sql.queries.relation import Relation
from tickstack.sql.scope import Field, Scope, find


@dataclass(frozen=True)
class Item:
    """A column of the select list: its node (None if a star gave it), its name or None, its value."""

    node: exp.Expr | None
    name: str | None
    value: Typed
    qualifier: tuple[str, ...] = ()


def select_items(expressions: Expressions, node: exp.Expr, relation: Relation | None, place: Place) -> list[Item]:
    """The select list with its stars spread: each column as an item."""
    items: list[Item] = []
    for each in node.expressions:
        inner = each.this if isinstance(each, exp.Alias) else each
        if isinstance(inner, exp.Star):
            items += _of_fields(_all(expressions.source, inner, relation))
            continue
        if _starred(inner) is not None:
            items += _aliased(expressions.source, inner, _qualified(expressions, node, inner, place))
            continue
        value = expressions.translate(inner, place)
        items.append(Item(inner, each.alias if isinstance(each, exp.Alias) else _own_name(inner), value))
    return items


def _own_name(node: exp.Expr) -> str | None:
    """The name of a column that has no alias: the last of a chain of names."""
    inner = node.unnest()
    if isinstance(inner, exp.Column):
        return inner.name
    if not isinstance(inner, exp.Dot) or _own_name(inner.this) is None:
        return None
    return str(inner.expression.name)


def _starred(node: exp.Expr) -> exp.Expr | None:
    """What stands before ``.*``."""
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
        return node
    return node if isinstance(node, exp.Dot) and isinstance(node.expression, exp.Star) else None


def _of_fields(fields: Sequence[Field]) -> list[Item]:
    return [
        Item(None, known.name, Typed(known.sql, known.type), known.qualifier) for known in fields if not known.hidden
    ]


def _all(source: Source, node: exp.Expr, relation: Relation | None) -> Sequence[Field]:
    if relation is None:
        source.fail("COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause", node)
    return relation.fields


def _aliased(source: Source, node: exp.Expr, items: list[Item]) -> list[Item]:
    """``t.* AS (a, b)``."""
    aliases = node.args.get("aliases")
    if not aliases:
        return items
    if len(aliases) != len(items):
        message = f"Column alias list has {len(aliases)} entries but relation has {len(items)} columns"
        source.fail("MISMATCHED_COLUMN_ALIASES", message, aliases[0])
    return [replace(item, name=alias.name) for item, alias in zip(items, aliases, strict=True)]


def _qualified(expressions: Expressions, query: exp.Expr, node: exp.Expr, place: Place) -> list[Item]:
    """``t.*``: the columns of a relation, also of a query around; else the fields of a row."""
    if isinstance(node, exp.Column):
        names = [part.name for part in node.parts[:-1]]
        wanted = tuple(name.lower() for name in names)
        for level in place.scope.around():
            found = [known for known in level.fields if known.qualifier and known.qualifier[-len(wanted) :] == wanted]
            if found:
                return _of_fields(found)
            if find(Scope(level.fields), names, node, expressions.source) is not None:
                return _row(expressions, query, _prefix(node), place)
        message = f"Unable to resolve reference {'.'.join(wanted)}"
        expressions.source.fail("TABLE_NOT_FOUND", message, node)
    return _row(expressions, query, node.this, place)


def _prefix(node: exp.Expr) -> exp.Expr:
    """The column before ``.*``."""
    parts = node.parts[:-1] if isinstance(node, exp.Column) else []
    made: exp.Expr = exp.Column(**dict(zip(("this", "table", "db", "catalog"), reversed(parts), strict=False)))
    made.meta.update(node.meta)
    made.parent = node.parent
    return made


def _row(expressions: Expressions, query: exp.Expr, node: exp.Expr, place: Place) -> list[Item]:
    value = expressions.translate(node, place)
    if value.type.base != "row":
        expressions.source.fail("TYPE_MISMATCH", "expected expression of type Row", query)
    return [
        Item(node, name, Typed(f"struct_extract({value.sql}, 'f{index}')", kind))
        for index, (name, kind) in enumerate(zip(value.type.names, value.type.inner, strict=True))
    ]
