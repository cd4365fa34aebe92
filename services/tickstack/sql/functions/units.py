"""Functions whose first argument names a unit of time, mostly as a constant."""

from collections.abc import Callable, Mapping, Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.quoting import literal_text
from tickstack.sql.types import ZONED, ZONED_TIME

Call = Callable[[Sequence[Typed]], str]


def refuse(message: str, kind: str, name: str = "INVALID_FUNCTION_ARGUMENT") -> str:
    """An expression of a DuckDB type that fails; ``message`` is DuckDB SQL."""
    if kind == ZONED:
        return f"struct_pack(instant := {refuse(message, 'TIMESTAMP', name)}, zone := '')"
    if kind == ZONED_TIME:
        return f"struct_pack(instant := {refuse(message, 'TIME', name)}, zone := 0)"
    made = f"CAST('!{name}|' || {message} || '!' AS {'INTEGER' if kind == 'VARCHAR' else kind})"
    return f"CAST({made} AS VARCHAR)" if kind == "VARCHAR" else made


def _unknown(shown: str, what: str, kind: str, nulls: Sequence[str]) -> str:
    """An unknown unit fails where Trino fails: for a row that has no NULL among its arguments."""
    condition = " OR ".join(f"{each} IS NULL" for each in nulls)
    failing = refuse(f"'''' || {shown} || ''' is not a valid {what} field'", kind)
    return f"CASE WHEN {condition} THEN NULL ELSE {failing} END"


def by_unit(units: Mapping[str, Call], what: str, kind: str) -> Call:
    """A call by its unit. A unit that is not a constant is told apart for each row."""

    def call(arguments: Sequence[Typed]) -> str:
        unit, rest = arguments[0], arguments[1:]
        nulls = [each.sql for each in rest]
        if unit.constant is not None:
            name = unit.constant.lower()
            return units[name](rest) if name in units else _unknown(literal_text(name), what, kind, nulls)
        name = f"lower({unit.sql})"
        branches = " ".join(f"WHEN {literal_text(each)} THEN {made(rest)}" for each, made in units.items())
        return f"CASE {name} {branches} ELSE {_unknown(name, what, kind, [unit.sql, *nulls])} END"

    return call


CLOCK = ("millisecond", "second", "minute", "hour")
CALENDAR = ("day", "week", "month", "quarter", "year")
MICROSECONDS = {"millisecond": 1000, "second": 1_000_000, "minute": 60_000_000, "hour": 3_600_000_000}
