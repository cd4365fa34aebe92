"""Numbers and scalars of a path: arithmetic in Trino's types, comparison, and the methods of items."""

import math
import operator
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Any

from tickstack.sql.json.text import Real

_EXACT = Context(prec=200)
_INTEGER, _BIGINT = 2**31, 2**63
_DOUBLE = re.compile(r"\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?|NaN|Infinity)\s*", re.ASCII)


class PathError(ValueError):
    """A path met what it cannot be applied to."""


def type_name(item: Any) -> str:
    """Jackson's name for what an item is."""
    if item is None:
        return "NULL"
    names = ((bool, "BOOLEAN"), (str, "STRING"), (list, "ARRAY"), (dict, "OBJECT"))
    return next((name for kind, name in names if isinstance(item, kind)), "NUMBER")


def number(item: Any) -> Any:
    """An item that must be a number. Raises PathError."""
    if isinstance(item, bool) or not isinstance(item, int | float | Decimal):
        raise PathError(f"invalid item type. Expected: NUMBER, actual: {type_name(item)}")
    if isinstance(item, int) and not -_BIGINT <= item < _BIGINT:
        raise PathError(f"cannot convert {item} to Trino value (value too big)")
    return item


def _scale(value: Any) -> int:
    return -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0


def _exactly(sign: str, a: Any, b: Any) -> Decimal:
    left, right = Decimal(a), Decimal(b)
    if sign in "/%" and not right:
        raise PathError("Division by zero")
    if sign == "%":
        return _EXACT.remainder(left, right)
    if sign == "/":
        quotient = _EXACT.divide(left, right)
        return quotient.quantize(Decimal(1).scaleb(-max(_scale(a), _scale(b))), ROUND_HALF_UP, _EXACT)
    return {"+": _EXACT.add, "-": _EXACT.subtract, "*": _EXACT.multiply}[sign](left, right)


def _floating(sign: str, a: float, b: float) -> float:
    if sign in "/%" and b == 0:
        return math.nan if sign == "%" or a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b)
    if sign == "%":
        return math.fmod(a, b) if math.isfinite(a) else math.nan
    return float({"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[sign](a, b))


_WORDS = {"+": "addition", "-": "subtraction", "*": "multiplication", "/": "division", "%": "modulus"}


def _whole(sign: str, a: int, b: int) -> int:
    if sign in "/%":
        if b == 0:
            raise PathError("Division by zero")
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        made = quotient if sign == "/" else a - quotient * b
    else:
        made = {"+": operator.add, "-": operator.sub, "*": operator.mul}[sign](a, b)
    small = all(-_INTEGER <= each < _INTEGER for each in (a, b))
    limit, kind = (_INTEGER, "integer") if small else (_BIGINT, "bigint")
    if not -limit <= made < limit:
        raise PathError(f"{kind} {_WORDS[sign]} overflow: {a} {sign} {b}")
    return int(made)


def binary(sign: str, a: Any, b: Any) -> Any:
    """``a sign b``: doubles if one is, otherwise decimals if one is. Raises PathError."""
    if isinstance(a, float) or isinstance(b, float):
        return _floating(sign, float(a), float(b))
    if isinstance(a, Decimal) or isinstance(b, Decimal):
        return _exactly(sign, a, b)
    return _whole(sign, a, b)


def negated(value: Any) -> Any:
    """``-value``."""
    if isinstance(value, int) and value in (-_INTEGER, -_BIGINT):
        raise PathError(f"{'integer' if value == -_INTEGER else 'bigint'} negation overflow: {value}")
    if isinstance(value, Decimal):
        return value.copy_negate()  # a sign before it would round to the digits of Python's own context
    return Real(-value) if isinstance(value, Real) else -value


def index(item: Any) -> int:
    """An item as an index; a number with a fraction is rounded. Raises PathError."""
    value = number(item)
    if isinstance(value, float) and not math.isfinite(value):
        raise PathError(f"cannot convert value {value} to long")
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP, _EXACT))


def compared(sign: str, a: Any, b: Any) -> bool | None:
    """A comparison of scalars, or None for kinds that do not compare."""
    groups = [next(kind for kind in (bool, str, object) if isinstance(each, kind)) for each in (a, b)]
    if groups[0] is not groups[1] or (groups[0] is bool and sign not in ("==", "<>", "<", "<=", ">", ">=")):
        return None
    compare: Callable[[Any, Any], bool] = {
        "==": operator.eq,
        "<>": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }[sign]
    if isinstance(a, Decimal) and isinstance(b, float):
        a = float(a)
    if isinstance(b, Decimal) and isinstance(a, float):
        b = float(b)
    return bool(compare(a, b))


def _type(item: Any) -> str:
    return type_name(item).lower()


def _double(item: Any) -> float:
    if isinstance(item, str):
        if not _DOUBLE.fullmatch(item):
            raise PathError(f"Cannot cast '{item}' to DOUBLE")
        return float(item.strip().rstrip("dDfF"))
    if isinstance(item, bool) or not isinstance(item, int | float | Decimal):
        raise PathError(f"invalid item type. Expected: NUMBER or TEXT, actual: {type_name(item)}")
    return float(number(item))


def _rounded(item: Any, mode: str) -> Any:
    value = number(item)
    if isinstance(value, float):
        if not math.isfinite(value):
            return value
        made = float(math.ceil(value) if mode == ROUND_CEILING else math.floor(value))
        return type(value)(math.copysign(made, value) if made == 0 else made)
    return value.quantize(Decimal(1), mode, _EXACT) if isinstance(value, Decimal) else value


def _absolute(item: Any) -> Any:
    value = number(item)
    return negated(value) if value < 0 or (isinstance(value, float) and math.copysign(1, value) < 0) else value


METHODS: dict[str, Callable[[Any], Any]] = {
    "type": _type,
    "double": _double,
    "ceiling": lambda item: _rounded(item, ROUND_CEILING),
    "floor": lambda item: _rounded(item, ROUND_FLOOR),
    "abs": _absolute,
}
