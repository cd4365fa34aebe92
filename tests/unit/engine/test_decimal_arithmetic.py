"""Arithmetic and casts of decimals against Python's own: values, types and errors."""

from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from query_bench import Benches
from tickstack.errors import QueryError

_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
_DIGITS = 38


@st.composite
def decimals(draw: st.DrawFn) -> tuple[int, int, int]:
    """Digits as a whole number, precision and scale; ends of ranges are likely."""
    precision = draw(st.sampled_from((1, 2, 9, 17, 18, 19, 30, 37, 38)))
    most = 10**precision - 1
    digits = draw(st.one_of(st.integers(-most, most), st.sampled_from((0, most, -most, (most + 1) // 2, 1))))
    return digits, precision, draw(st.integers(0, precision))


def _literal(operand: tuple[int, int, int]) -> str:
    digits, precision, scale = operand
    return f"CAST('{_shown(digits, scale)}' AS decimal({precision}, {scale}))"


def _shown(digits: int, scale: int) -> str:
    return format(_EXACT.scaleb(Decimal(digits), -scale), "f")


def _expected(operator: str, a: tuple[int, int, int], b: tuple[int, int, int]) -> tuple[str, str] | str:
    """The result and its type, or the error."""
    (x, p, s), (y, q, r) = a, b
    scale = s + r if operator == "*" else max(s, r)
    precision = {
        "*": p + q,
        "/": p + r + max(r - s, 0),
        "%": min(p - s, q - r) + scale,
    }.get(operator, max(p - s, q - r) + scale + 1)
    if scale > _DIGITS:
        return f"INVALID_FUNCTION_ARGUMENT: DECIMAL scale must be in range [0, precision (38)]: {scale}"
    if operator in "/%" and y == 0:
        return "DIVISION_BY_ZERO: Division by zero"
    one, other = (Decimal(digits) for digits in (x * 10 ** (scale - s), y * 10 ** (scale - r)))
    if operator == "*":
        made = Decimal(x * y)
    elif operator == "/":
        made = _EXACT.to_integral_value(_EXACT.divide(_EXACT.scaleb(one, scale), other))
    else:
        method = {"+": _EXACT.add, "-": _EXACT.subtract, "%": _EXACT.remainder}[operator]
        made = method(one, other)
    if abs(int(made)) >= 10**_DIGITS or (operator in "+-" and max(abs(int(one)), abs(int(other))) >= 10**_DIGITS):
        return "NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow"
    return _shown(int(made), scale), f"decimal({min(_DIGITS, precision)},{scale})"


@pytest.mark.parametrize("operator", "+-*/%")
@settings(max_examples=10)
@given(a=decimals(), b=decimals())
def test_as_in_python(benches: Benches, operator: str, a: tuple[int, int, int], b: tuple[int, int, int]) -> None:
    statement = f"SELECT x, typeof(x) FROM (SELECT {_literal(a)} {operator} {_literal(b)} x)"
    expected = _expected(operator, a, b)
    if isinstance(expected, str):
        with pytest.raises(QueryError) as caught:
            benches.new().rows(statement)
        assert str(caught.value) == expected
    else:
        assert benches.new().rows(statement) == [expected]
