"""Scalars of JSON as values of SQL types: the casts of JSON_VALUE, which have the rules of CAST."""

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from tickstack.sql import java_numbers
from tickstack.sql.json.text import Real
from tickstack.sql.types import TrinoType

_EXACT = Context(prec=400)
_LIMITS = {"tinyint": 2**7, "smallint": 2**15, "integer": 2**31, "bigint": 2**63}
_NUMBER = re.compile(r"\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?|NaN|Infinity)\s*", re.ASCII)
_BOOLEANS = {"t": True, "true": True, "1": True, "f": False, "false": False, "0": False}


class CastError(ValueError):
    """A value has none in the wanted type."""


def kind_of(item: Any) -> str:
    """Trino's type of a scalar."""
    if isinstance(item, bool):
        return "boolean"
    if isinstance(item, int):
        return "integer" if -(2**31) <= item < 2**31 else "bigint"
    if isinstance(item, Decimal):
        _, digits, exponent = item.as_tuple()
        return f"decimal({max(len(digits), -int(exponent))},{-int(exponent)})"
    return "varchar" if isinstance(item, str) else "real" if isinstance(item, Real) else "double"


def _text(item: Any, target: TrinoType) -> str:
    if isinstance(item, str):
        text = item
    elif isinstance(item, bool):
        text = "true" if item else "false"
    elif isinstance(item, float):
        text = java_numbers.real_as_varchar(item) if isinstance(item, Real) else java_numbers.double_as_varchar(item)
    else:
        text = format(item, "f") if isinstance(item, Decimal) else str(item)
    length = target.numbers[0] if target.numbers else len(text)
    if target.base == "char":
        return text[:length].rstrip(" ")
    if len(text) > length and not isinstance(item, str):
        raise CastError(text)
    return text[:length]


def _whole(item: Any, target: TrinoType) -> int:
    limit = _LIMITS[target.base]
    if isinstance(item, str):
        if not re.fullmatch(r"[+-]?\d+", item, re.ASCII):
            raise CastError(item)
        made = int(item)
    elif isinstance(item, float):
        if not math.isfinite(item):
            raise CastError(str(item))
        made = int(Decimal(item).quantize(Decimal(1), ROUND_HALF_UP, _EXACT))
    else:
        made = int(Decimal(item).quantize(Decimal(1), ROUND_HALF_UP, _EXACT))
    if not -limit <= made < limit:
        raise CastError(str(made))
    return made


def _floating(item: Any, _: TrinoType) -> float:
    if not isinstance(item, str):
        return float(item)
    if not _NUMBER.fullmatch(item):
        raise CastError(item)
    return float(item.strip() if item.strip()[-1] in "Ny" else item.strip().rstrip("dDfF"))


def _decimal(item: Any, target: TrinoType) -> Decimal:
    precision, scale = target.numbers
    if isinstance(item, str):
        if not re.fullmatch(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", item, re.ASCII):
            raise CastError(item)
        exact = Decimal(item.strip())
    else:
        if isinstance(item, float) and not math.isfinite(item):
            raise CastError(str(item))
        shortest = (
            java_numbers.real(item) if isinstance(item, Real) else repr(item)
        )  # as Java's BigDecimal.valueOf does
        exact = Decimal(shortest) if isinstance(item, float) else Decimal(item)
    made = exact.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, _EXACT)
    if made.copy_abs() >= Decimal(10) ** (precision - scale):
        raise CastError(str(made))
    return made


def _boolean(item: Any, _: TrinoType) -> bool:
    if not isinstance(item, str):
        return bool(item)
    if item.lower() not in _BOOLEANS:
        raise CastError(item)
    return _BOOLEANS[item.lower()]


_CASTS: dict[str, Callable[[Any, TrinoType], Any]] = {
    "varchar": _text,
    "char": _text,
    **dict.fromkeys(_LIMITS, _whole),
    "real": _floating,
    "double": _floating,
    "decimal": _decimal,
    "boolean": _boolean,
}
RETURNED = frozenset(_CASTS)


def converted(item: Any, target: TrinoType) -> Any:
    """A scalar as a value of a type. Raises CastError."""
    return _CASTS[target.base](item, target)
