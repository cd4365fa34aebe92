"""Arithmetic of decimals: Trino's precision and scale of each result, rounded half up, at most 38 digits.

https://trino.io/docs/current/functions/decimal.html states the types; its DecimalOperators the errors.
"""

# ruff: noqa: ARG001 -- what makes a function in Python is given all types

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from tickstack.sql.coercion import Typed, coerce
from tickstack.sql.decimal_casts import SHORT, as_decimal
from tickstack.sql.python import python, refusal
from tickstack.sql.types import TrinoType, decimal, duckdb_type
from tickstack.sql.unplaced import no_decimal

LARGEST = 38
EXACT = Context(prec=160, rounding=ROUND_HALF_UP)  # more digits than any quotient of two decimals needs


def _sum(a: TrinoType, b: TrinoType) -> tuple[int, int]:
    scale = max(a.numbers[1], b.numbers[1])
    return max(a.numbers[0] - a.numbers[1], b.numbers[0] - b.numbers[1]) + scale + 1, scale


def _product(a: TrinoType, b: TrinoType) -> tuple[int, int]:
    return a.numbers[0] + b.numbers[0], a.numbers[1] + b.numbers[1]


def _quotient(a: TrinoType, b: TrinoType) -> tuple[int, int]:
    scale = max(a.numbers[1], b.numbers[1])
    return a.numbers[0] + b.numbers[1] + max(b.numbers[1] - a.numbers[1], 0), scale


def _remainder(a: TrinoType, b: TrinoType) -> tuple[int, int]:
    scale = max(a.numbers[1], b.numbers[1])
    return min(a.numbers[0] - a.numbers[1], b.numbers[0] - b.numbers[1]) + scale, scale


_RESULTS: dict[str, Callable[[TrinoType, TrinoType], tuple[int, int]]] = {
    "+": _sum,
    "-": _sum,
    "*": _product,
    "/": _quotient,
    "%": _remainder,
}


def rounded(value: Decimal, kind: TrinoType) -> Decimal | None:
    """``value`` with the scale of ``kind``, or None when it has too many digits."""
    precision, scale = kind.numbers
    made = EXACT.quantize(value, Decimal(1).scaleb(-scale))
    return made if made.is_zero() or made.adjusted() < precision - scale else None


def _divided(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[Decimal, Decimal], Decimal]:
    scale = result.numbers[1]

    def divide(a: Decimal, b: Decimal) -> Decimal:
        if b == 0:
            raise refusal("DIVISION_BY_ZERO", "Division by zero")
        # abs() would round to the 28 digits of Python's own context
        numerator = int(EXACT.scaleb(a.copy_abs(), scale + LARGEST))
        denominator = int(EXACT.scaleb(b.copy_abs(), LARGEST))
        whole, rest = divmod(numerator, denominator)
        whole += 2 * rest >= denominator
        if whole >= 10**LARGEST:
            raise refusal("NUMERIC_VALUE_OUT_OF_RANGE", "Decimal overflow")
        return EXACT.scaleb(Decimal(whole if (a < 0) == (b < 0) else -whole), -scale)

    return divide


def _modulo(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[Decimal, Decimal], Decimal]:
    def modulo(a: Decimal, b: Decimal) -> Decimal:
        if b == 0:
            raise refusal("DIVISION_BY_ZERO", "Division by zero")
        return EXACT.remainder(a, b)

    return modulo


_IN_PYTHON = {"/": python(_divided, typed=True), "%": python(_modulo, typed=True)}


def arithmetic(operator: str, a: Typed, b: Typed) -> Typed:
    """``a operator b`` for two exact numbers, at least one of them a decimal."""
    left, right = as_decimal(a.type), as_decimal(b.type)
    precision, scale = _RESULTS[operator](left, right)
    if scale > LARGEST:
        raise no_decimal(min(LARGEST, precision), scale)
    made = decimal(precision, scale)
    one, other = coerce(a, left), coerce(b, right)
    if operator in _IN_PYTHON:
        return Typed(_IN_PYTHON[operator].sql([one, other], made), made)
    if precision > SHORT:  # two operands of at most 18 digits would make DuckDB's result one of 18
        one = _cast(one, left if operator == "*" else made)
        other = other if operator == "*" else _cast(other, made)
    return Typed(f"CAST({one.sql} {operator} {other.sql} AS {duckdb_type(made)})", made)


def _cast(value: Typed, kind: TrinoType) -> Typed:
    """An operand with as many digits as DuckDB needs for the result; one of too many is an overflow."""
    wide = decimal(max(kind.numbers[0], SHORT + 1), kind.numbers[1])
    return Typed(f"CAST({value.sql} AS {duckdb_type(wide)})", wide)
