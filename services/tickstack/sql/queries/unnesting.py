"""UNNEST: https://trino.io/docs/current/sql/select.html#unnest.

After another relation it is no join: the lists are made beside the columns of that relation and then taken apart, so
that the elements keep their order and nothing has to be joined again.
"""

# ruff: noqa: S608 -- fail() never returns; SQL is what this module makes, out of quoted parts

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.scope import Field, Scope, Work
from tickstack.sql.types import BIGINT, TrinoType, array, duckdb_type


@dataclass(frozen=True)
class Unnested:
    """The DuckDB text of a relation, its columns from the left, and those of the elements."""

    sql: str
    left: tuple[Field, ...]
    elements: tuple[Field, ...]


@dataclass(frozen=True)
class Element:
    """An element as DuckDB has it, and whether it is ``whole`` though it be a row: a map's key or value is."""

    sql: str
    type: TrinoType
    whole: bool


def unnested(
    expressions: Expressions,
    node: exp.Unnest,
    outer: Scope | None,
    left: tuple[str, Sequence[Field]] | None,
    every: bool,
) -> Unnested:
    """UNNEST beside the text and the columns of ``left``; ``every`` row of it is kept, with NULL for no element."""
    given = left[1] if left else ()
    place = Place(Scope(tuple(given), outer) if left else outer or Scope(), "UNNEST")
    values = [expressions.translate(each, place) for each in node.expressions]
    for value in values:
        if value.type.base not in ("array", "map"):
            expressions.source.fail("INVALID_FUNCTION_ARGUMENT", f"Cannot unnest type: {value.type}", node)
    held, result = _name(expressions.work, "u"), _name(expressions.work, "r")
    kept = [f'"c{index}"' for index in range(len(given))]
    columns = [f"{field.sql} AS {column}" for field, column in zip(given, kept, strict=True)]
    columns += [f'{value.sql} AS "v{index}"' for index, value in enumerate(values)]
    source = f"(SELECT {', '.join(columns)}{f' FROM {left[0]}' if left else ''}) AS {held}"
    lists = _lists([Typed(f'{held}."v{index}"', value.type) for index, value in enumerate(values)])
    if node.args.get("offset"):
        longest = ", ".join(f"coalesce(len({each.sql}), 0)" for each in lists)
        lists.append(Typed(f"range(1, 1 + greatest({longest}))", array(BIGINT)))
    if every:
        lists[0] = _never_empty(lists)
    parts = [f"{held}.{column} AS {column}" for column in kept]
    parts += [f'unnest({each.sql}) AS "e{index}"' for index, each in enumerate(lists)]
    moved = tuple(
        Field(field.name, f"{result}.{column}", field.type, field.qualifier)
        for field, column in zip(given, kept, strict=True)
    )
    whole = [part for value in values for part in ([False] if value.type.base == "array" else [True, True])]
    columns_of = zip(lists, (*whole, True), strict=False)
    made = [Element(f'{result}."e{index}"', each.type.inner[0], part) for index, (each, part) in enumerate(columns_of)]
    elements = _elements(made, node)
    if node.args.get("offset"):
        elements[-1] = Field("ordinality", elements[-1].sql, BIGINT)
    lateral = "" if left else "LATERAL "
    return Unnested(f"{lateral}(SELECT {', '.join(parts)} FROM {source}) AS {result}", moved, tuple(elements))


def _name(work: Work, prefix: str) -> str:
    return f'"{work.fresh(prefix)}"'


def _lists(values: Sequence[Typed]) -> list[Typed]:
    """What is unnested: arrays, and of a map its keys and its values."""
    lists = []
    for value in values:
        if value.type.base == "array":
            lists.append(value)
        else:
            key, held = value.type.inner
            lists += [Typed(f"map_keys({value.sql})", array(key)), Typed(f"map_values({value.sql})", array(held))]
    return lists


def _never_empty(lists: Sequence[Typed]) -> Typed:
    """The first list, with one NULL if all lists are empty."""
    first, kind = lists[0], duckdb_type(lists[0].type)
    longest = ", ".join(f"coalesce(len({each.sql}), 0)" for each in lists)
    return Typed(f"CASE WHEN greatest({longest}) = 0 THEN CAST([NULL] AS {kind}) ELSE {first.sql} END", first.type)


def _elements(columns: Sequence[Element], node: exp.Unnest) -> list[Field]:
    """The columns of elements. Athena leaves rows whole that have one name, where Trino gives each field a column:
    https://docs.aws.amazon.com/athena/latest/ug/flattening-arrays.html.
    """
    alias = node.args.get("alias")
    named = len(alias.args.get("columns") or ()) if alias is not None else 0
    fields = [field for each in columns for field in _fields(each)]
    if named == len(columns) != len(fields):
        return [Field(None, each.sql, each.type) for each in columns]
    return fields


def _fields(element: Element) -> list[Field]:
    """The columns of an element: those of an array's row are its fields."""
    if element.type.base != "row" or element.whole:
        return [Field(None, element.sql, element.type)]
    named = enumerate(zip(element.type.names, element.type.inner, strict=True))
    return [Field(called, f"struct_extract({element.sql}, 'f{index}')", inner) for index, (called, inner) in named]
