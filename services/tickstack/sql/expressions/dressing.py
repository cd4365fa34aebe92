"""What stands around the call of an aggregate or window function: DISTINCT, ORDER BY, FILTER, IGNORE NULLS, OVER.

A row's ``call`` is one aggregate of DuckDB and its ``wrap`` the expression of the result, in which ``{call}`` stands
for it, ``{0}`` for an argument and ``<<...>>`` for a further aggregate over the same rows. A ``wrap`` in Python is
given the list of the arguments, of which several are a row.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed
from tickstack.sql.comparable import key, plain
from tickstack.sql.expressions.windows import Window
from tickstack.sql.functions import Function
from tickstack.sql.python import Python
from tickstack.sql.types import TrinoType, array, duckdb_type

_FURTHER = re.compile(r"<<(.+?)>>")


@dataclass(frozen=True)
class Around:
    """What stands around a call, as DuckDB SQL."""

    distinct: bool = False
    order: str = ""
    condition: str = ""
    nulls: str = ""
    over: str | None = None
    window: Window | None = None

    def dress(self, call: str) -> str:
        """A call of DuckDB with all of this around it."""
        head, body = call.split("(", 1)
        body = body[:-1]
        distinct = "DISTINCT " if self.distinct and body and not body.startswith("DISTINCT ") else ""
        order = f" {self.order}" if self.order else ""
        condition = f" FILTER (WHERE {self.condition})" if self.condition else ""
        over = f" OVER ({self.over})" if self.over is not None else ""
        return f"{head}({distinct}{body}{order}{self.nulls}){condition}{over}"


def _first_of_each(values: str, kind: TrinoType) -> str:
    """A list without what it had before, in its order, as Trino's DISTINCT leaves it; DuckDB's is that of its hash."""
    numbered = f'list_sort(list_transform("values", lambda "e", "i": struct_pack(k := {key('"e"', kind)}, i := "i")))'

    def kept(ordered: str) -> str:
        new = f'"i" = 1 OR "e"."k" IS DISTINCT FROM {ordered}["i" - 1]."k"'
        first = f'list_filter({ordered}, lambda "e", "i": {new})'
        places = f'list_sort(list_transform({first}, lambda "e": "e"."i"))'
        return f'list_transform({places}, lambda "i": "values"["i"])'

    return let([values], lambda _: let([numbered], kept, '"ordered"'), '"values"')


def dressed(function: Function, call: str, arguments: Sequence[Typed], result: TrinoType, around: Around) -> str:
    """The expression of an aggregate or window function's row, whose ``call`` has its arguments already."""
    made = around.dress(call)
    kinds = tuple(argument.type for argument in arguments)
    row = kinds[0] if len(kinds) == 1 else TrinoType("row", (), kinds, (None,) * len(kinds))
    if around.distinct and call.startswith("list(") and not (around.order and plain(row)):
        made = _first_of_each(replace(around, distinct=False).dress(call), row)
    if isinstance(function.wrap, Python):
        return function.wrap.sql([Typed(f"CAST({made} AS {duckdb_type(row)}[])", array(row))], result)
    wrap = function.wrap if isinstance(function.wrap, str) else function.wrap(arguments, result)
    values = [argument.sql for argument in arguments]

    def further(match: re.Match[str]) -> str:
        return around.dress(match[1].format(*values)).replace("{", "{{").replace("}", "}}")

    return _FURTHER.sub(further, wrap).format(*values, call=made, type=duckdb_type(result))
