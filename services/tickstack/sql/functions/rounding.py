"""Rounding: halves away from zero, and for decimals the exact types of Trino's results."""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

from tickstack.sql.coercion import NUMBERS, Typed
from tickstack.sql.functions.row import Function, rows
from tickstack.sql.python import Python, python, refusal
from tickstack.sql.types import TrinoType, decimal, duckdb_type

_row = rows("https://trino.io/docs/current/functions/math.html")
_WHOLE = NUMBERS[:4]
_SHORT = 18  # the digits of a decimal that Trino holds in a long

_CONTEXT = Context(prec=80)


def _to_whole(kinds: Sequence[TrinoType]) -> TrinoType:
    precision, scale = kinds[0].numbers
    return decimal(precision - scale + min(1, scale), 0)


def _truncated(kinds: Sequence[TrinoType]) -> TrinoType:
    precision, scale = kinds[0].numbers
    return decimal(max(1, precision - scale), 0)


def _wider(kinds: Sequence[TrinoType]) -> TrinoType:
    precision, scale = kinds[0].numbers
    return decimal(precision + 1, scale)


def _cast(call: str, to: Callable[[Sequence[TrinoType]], TrinoType]) -> Callable[[Sequence[Typed]], str]:
    return lambda a: f"CAST({call.format(a[0].sql)} AS {duckdb_type(to([a[0].type]))})"


def _places(rounding: str, *, short: int) -> Python:
    """Rounding to a number of places; of a number of ``short`` digits none may be left, even if it would round up."""

    def make(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[Decimal, int], Decimal]:
        (precision, scale), unit = kinds[0].numbers, Decimal(1).scaleb(-result.numbers[1])

        def rounded(value: Decimal, places: int) -> Decimal:
            if places >= scale:
                return value
            if precision <= short and precision - scale + places <= 0:
                return Decimal(0).quantize(unit)
            made = value.quantize(Decimal(1).scaleb(-places), rounding, _CONTEXT).quantize(unit, context=_CONTEXT)
            if made.adjusted() >= result.numbers[0] - result.numbers[1]:
                raise refusal("NUMERIC_VALUE_OUT_OF_RANGE", "Decimal overflow")
            return made

        return rounded

    return python(make, typed=True)


def _by_rounding(arguments: Sequence[Typed], result: TrinoType, python: Python) -> str:
    """A constant number of places behind the point is a cast."""
    value, places = arguments
    precision, scale = value.type.numbers
    if places.constant is not None and places.constant.isdigit():
        kept = int(places.constant)
        if kept >= scale:
            return f"CAST({value.sql} AS {duckdb_type(result)})"
        shorter = f"CAST({value.sql} AS {duckdb_type(decimal(precision - scale + kept + 1, kept))})"
        return f"CAST({shorter} AS {duckdb_type(result)})"
    return python.sql(arguments, result)


_ROUNDED = _places(ROUND_HALF_UP, short=_SHORT - 1)
_CUT = _places(ROUND_DOWN, short=38)


def _rounded(arguments: Sequence[Typed]) -> str:
    return _by_rounding(arguments, _wider([arguments[0].type]), _ROUNDED)


def _in_tens(value: int, places: int) -> int:
    """An integer rounded to tens, hundreds and so on stays one of its type."""
    if places >= 0:
        return value
    if places < -18:
        raise refusal("NUMERIC_VALUE_OUT_OF_RANGE", f"numerical overflow: {value}")
    factor: int = 10 ** abs(places)
    rounded = (abs(value) + factor // 2) // factor * factor
    return -rounded if value < 0 else rounded


def _whole_in_tens(kind: str, bits: int) -> Callable[[int, int], int]:
    def rounded(value: int, places: int) -> int:
        made = _in_tens(value, places)
        if not -(2**bits) <= made < 2**bits:
            overflow = f"numerical overflow: {value}" if kind == "bigint" else f"Out of range for {kind}: {made}"
            raise refusal("NUMERIC_VALUE_OUT_OF_RANGE", overflow)
        return made

    rounded.__qualname__ = f"rounded_{kind}"
    return rounded


def _integers() -> tuple[Function, ...]:
    made = []
    for kind, bits in zip(_WHOLE, (7, 15, 31, 63), strict=True):
        example = f"CAST(55 AS {kind})"
        names = ("round", "floor", "ceil", "ceiling")
        made += [_row(name, f"{kind} -> {kind}", "{0}", f"{name}({example})", "55") for name in names]
        call = python(_whole_in_tens(kind, bits))
        made.append(_row("round", f"{kind}, integer -> {kind}", call, f"round({example}, -1)", "60"))
    return tuple(made)


def _floating() -> tuple[Function, ...]:
    made = []
    for kind, cast in (("real", "CAST({} AS FLOAT)"), ("double", "{}")):
        x = f"CAST(2.5 AS {kind})"
        for name, function, value in (("floor", "floor", "2.0"), ("ceil", "ceil", "3.0"), ("ceiling", "ceil", "3.0")):
            made.append(_row(name, f"{kind} -> {kind}", cast.format(f"{function}({{0}})"), f"{name}({x})", value))
        made.append(_row("round", f"{kind} -> {kind}", cast.format("round_double({0}, 0)"), f"round({x})", "3.0"))
        call = cast.format("round_double(CAST({0} AS DOUBLE), {1})")
        made.append(_row("round", f"{kind}, integer -> {kind}", call, f"round({x}, 1)", "2.5"))
        made.append(_row("truncate", f"{kind} -> {kind}", cast.format("trunc({0})"), f"truncate({x})", "2.0"))
    return tuple(made)


_ANY = "decimal -> decimal"

ROWS = (
    *_integers(),
    *_floating(),
    _row("round", _ANY, _cast("round({}, 0)", _to_whole), "round(DECIMAL '99.5')", "100", result=_to_whole),
    _row("floor", _ANY, _cast("floor({})", _to_whole), "floor(DECIMAL '-99.5')", "-100", result=_to_whole),
    _row("ceil", _ANY, _cast("ceil({})", _to_whole), "ceil(DECIMAL '99.5')", "100", result=_to_whole),
    _row("ceiling", _ANY, _cast("ceil({})", _to_whole), "ceiling(DECIMAL '-99.5')", "-99", result=_to_whole),
    _row("truncate", _ANY, _cast("trunc({})", _truncated), "truncate(DECIMAL '-99.5')", "-99", result=_truncated),
    _row("round", "decimal, integer -> decimal", _rounded, "round(DECIMAL '99.95', 1)", "100.00", result=_wider),
    _row("truncate", "decimal, integer -> $1", _CUT, "truncate(DECIMAL '99.95', 1)", "99.90"),
)  # fmt: skip
