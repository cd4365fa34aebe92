"""``listagg``: texts joined in an order, cut or refused when they are more than a mebibyte.

https://trino.io/docs/422/functions/aggregate.html#listagg; what is cut, and where, is as in
ListaggAggregationFunction of Trino's source.
"""

from collections.abc import Sequence

from sqlglot import exp

from tickstack.sql.coercion import Typed, text
from tickstack.sql.functions.row import rows
from tickstack.sql.python import python, refusal
from tickstack.sql.types import BOOLEAN, INTEGER, VARCHAR, TrinoType, array

_row = rows("https://trino.io/docs/current/functions/aggregate.html#listagg", "aggregate")
_LONGEST, _LONGEST_FILLER = 1_048_576, 65_536
_TOO_LONG = f"Concatenated string has the length in bytes larger than the maximum output length {_LONGEST}"
_WITHIN = f"strlen({{call}}) <= {_LONGEST} OR {{call}} IS NULL"


def overflowing(clause: exp.Expr, given: int) -> list[Typed]:
    """What ON OVERFLOW TRUNCATE adds to the ``given`` arguments of a call, as Trino's own function has them."""
    filler = text(clause.expressions[0].this if clause.expressions else "...")
    counted = Typed("true" if clause.args["counted"] else "false", BOOLEAN)
    return [*([] if given > 1 else [text("")]), Typed("false", BOOLEAN), filler, counted]


def truncated(values: list[str | None], separator: str, filler: str, counted: int) -> str:
    """As many of the values as fit, then the filler and how many are left out."""
    if len(filler.encode()) > _LONGEST_FILLER:
        message = f"Overflow filler length {len(filler.encode())} exceeds maximum length {_LONGEST_FILLER}"
        raise refusal("INVALID_FUNCTION_ARGUMENT", message)
    kept: list[str] = []
    length, between, entries = 0, len(separator.encode()), [value for value in values if value is not None]
    for value in entries:
        length += len(value.encode()) + (between if kept else 0)
        if length > _LONGEST:
            break
        kept.append(value)
    rest = f"({len(entries) - len(kept)})" if counted else ""
    return separator.join([*kept, filler + rest])


def _joined(arguments: Sequence[Typed]) -> str:
    separator = arguments[1].sql if len(arguments) > 1 else "''"
    return f"string_agg({arguments[0].sql}, {separator})"


def _refused(*_: object) -> str:
    error = f"CAST(CAST('!EXCEEDED_FUNCTION_MEMORY_LIMIT|{_TOO_LONG}!' AS INTEGER) AS VARCHAR)"
    return f"CASE WHEN {_WITHIN} THEN {{call}} ELSE {error} END"


def _cut(_: Sequence[Typed], result: TrinoType) -> str:
    given = [Typed("<<list({0})>>", array(VARCHAR)), Typed("{1}", VARCHAR), Typed("{3}", VARCHAR)]
    cut = python(truncated).sql([*given, Typed("CAST({4} AS INTEGER)", INTEGER)], result)
    return f"CASE WHEN {_WITHIN} THEN {{call}} ELSE {cut} END"


ROWS = (
    _row("listagg", "varchar -> varchar", _joined, "listagg(y) WITHIN GROUP (ORDER BY y)", "abc", _refused),
    _row("listagg", "varchar, varchar -> varchar", _joined, "listagg(y, '-') WITHIN GROUP (ORDER BY y DESC)", "c-b-a",
         _refused),
    _row("listagg", "varchar, varchar, boolean, varchar, boolean -> varchar", _joined,
         "listagg(y, '-' ON OVERFLOW TRUNCATE '...' WITH COUNT) WITHIN GROUP (ORDER BY y)", "a-b-c", _cut),
)  # fmt: skip
