"""A query as a relation of another: its columns by name, and brought to other types."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Sequence

from tickstack.sql import comparable
from tickstack.sql.coercion import Typed, coerce
from tickstack.sql.quoting import name
from tickstack.sql.scope import Field, Output, Query
from tickstack.sql.types import TrinoType


def outputs(columns: Sequence[Output]) -> tuple[Field, ...]:
    """The columns of a query as those of the relation ``q``."""
    return tuple(Field(column.name, f'"q".{name(f"c{index}")}', column.type) for index, column in enumerate(columns))


def converted(side: Query, kinds: Sequence[TrinoType]) -> str:
    """A side of a set operation with its columns brought to ``kinds``."""
    if all(column.type == kind for column, kind in zip(side.columns, kinds, strict=True)):
        return side.sql
    values = (
        f"{coerce(Typed(f'''s.{name(f"c{index}")}''', column.type), kind).sql} AS {name(f'c{index}')}"
        for index, (column, kind) in enumerate(zip(side.columns, kinds, strict=True))
    )
    return f"SELECT {', '.join(values)} FROM ({side.sql}) AS s"


def by_keys(operation: str, left: str, right: str, kinds: Sequence[TrinoType]) -> str:
    """UNION, EXCEPT or INTERSECT of values that DuckDB does not compare as Trino does; the latter two also with ALL."""
    operation, _, every = operation.partition(" ")
    keys = [comparable.key(name(f"c{index}"), kind) for index, kind in enumerate(kinds)]
    first = f"SELECT DISTINCT ON ({', '.join(keys)}) * FROM "
    if operation == "UNION":
        columns = ", ".join(name(f"c{index}") for index in range(len(kinds)))
        both = f'SELECT *, 0 AS "side" FROM {left} AS "l" UNION ALL SELECT *, 1 AS "side" FROM {right} AS "r"'
        return f'SELECT DISTINCT ON ({", ".join(keys)}) {columns} FROM ({both}) AS "u" ORDER BY "side"'
    if every:
        return _every_by_keys(operation, left, right, keys)
    pairs = ([comparable.key(f'"{side}"."c{index}"', kind) for side in "uv"] for index, kind in enumerate(kinds))
    same = " AND ".join(f"{one} IS NOT DISTINCT FROM {other}" for one, other in pairs)
    exists = f'EXISTS (SELECT 1 FROM {right} AS "v" WHERE {same})'
    return f'{first}{left} AS "u" WHERE {"NOT " if operation == "EXCEPT" else ""}{exists}'


def _every_by_keys(operation: str, left: str, right: str, keys: Sequence[str]) -> str:
    """EXCEPT ALL or INTERSECT ALL: the nth row of a kind is held against the nth of that kind on the other side."""
    number = f"row_number() OVER (PARTITION BY {', '.join(keys)})"
    names = [f"k{index}" for index in range(len(keys))]
    held = ", ".join(f"{key} AS {name(called)}" for key, called in zip(keys, names, strict=True))
    sides = [f'SELECT *, {held}, {number} AS "n" FROM {side} AS "s"' for side in (left, right)]
    same = " AND ".join(f'"u".{name(each)} IS NOT DISTINCT FROM "v".{name(each)}' for each in (*names, "n"))
    join = "ANTI" if operation == "EXCEPT" else "SEMI"
    columns = ", ".join(f'"u".{name(f"c{index}")}' for index in range(len(keys)))
    return f'SELECT {columns} FROM ({sides[0]}) AS "u" {join} JOIN ({sides[1]}) AS "v" ON {same}'
