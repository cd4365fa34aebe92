"""``reduce_agg``: the values of a group, which are no NULLs, one after the other into a state.

https://trino.io/docs/current/functions/aggregate.html#reduce_agg. There is one state here, so that the function that
combines two is only checked.
"""

from collections.abc import Sequence

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed
from tickstack.sql.failures import failure
from tickstack.sql.functions.lambdas import applied
from tickstack.sql.functions.row import rows
from tickstack.sql.types import TrinoType, duckdb_type

_row = rows("https://trino.io/docs/current/functions/aggregate.html", "aggregate")
_CALL = "\0"
_STATES = (
    "boolean",
    "tinyint",
    "smallint",
    "integer",
    "bigint",
    "real",
    "double",
    "date",
    "time",
    "timestamp",
    "interval",
)


def _listed(arguments: Sequence[Typed]) -> str:
    value, start = arguments[:2]
    if not start.type.base.startswith(_STATES):
        raise failure("NOT_SUPPORTED", f"State type not supported for reduce_agg: {start.type}")
    return f"list(struct_pack(x := coalesce({value.sql}), s := CAST({start.sql} AS {duckdb_type(start.type)})))"


def _reduced(arguments: Sequence[Typed], result: TrinoType) -> str:
    step = applied(arguments[2])
    before, each, values = step.name("s"), step.name("x"), step.name("let")
    element, state = duckdb_type(arguments[0].type), duckdb_type(result)
    made = step(f"struct_extract({before}, 's')", f"struct_extract({each}, 'x')")

    def body(values: str) -> str:
        nothing = f"x := CAST(NULL AS {element})"
        first = f"struct_pack({nothing}, s := struct_extract({values}[1], 's'))"
        following = f"struct_pack({nothing}, s := CAST({made} AS {state}))"
        reduced = f"list_reduce({values}, lambda {before}, {each}: {following}, {first})"
        return f"CASE WHEN len({values}) > 0 THEN struct_extract({reduced}, 's') END"

    some = f"list_filter({_CALL}, lambda {each}: struct_extract({each}, 'x') IS NOT NULL)"
    return let([some], body, values).replace("{", "{{").replace("}", "}}").replace(_CALL, "{call}")


ROWS = (
    _row("reduce_agg", "T, S, function(S, T, S), function(S, S, S) -> S", _listed,
         "reduce_agg(x, 0, (a, b) -> a + b, (a, b) -> a + b)", "3", wrap=_reduced),
)  # fmt: skip
