"""Doubles and reals as Java writes them: the shortest digits, with an exponent outside of 0.001 to 10,000,000; and as
Trino's casts to varchar do, always with one.
"""

import math
import struct
from decimal import ROUND_HALF_EVEN, Context, Decimal

_TWO_DIGITS = 2e-323  # below it, as of a real below the other, neighbours are so far apart that one digit tells them
_TWO_DIGITS_OF_A_REAL = 7e-45
_SEVEN_DIGITS = Context(prec=7, rounding=ROUND_HALF_EVEN)


def _scientific(shortest: str) -> str:
    """``1.2345E6`` from Python's shortest text of a positive number."""
    sign, digits, exponent = Decimal(shortest).normalize().as_tuple()
    text = "".join(map(str, digits))
    whole, rest = text[0], text[1:] or "0"
    return f"{'-' if sign else ''}{whole}.{rest}E{int(exponent) + len(text) - 1}"


def _special(value: float) -> str | None:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return None


def _java(value: float, shortest: str) -> str:
    special = _special(value)
    if special is not None:
        return special
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return shortest if "." in shortest and "e" not in shortest else _positional(shortest)
    return _scientific(shortest)


def _positional(shortest: str) -> str:
    text = format(Decimal(shortest), "f")
    return text if "." in text else text + ".0"


def _shortest(value: float) -> str:
    """The fewest digits that give the same double again; Java writes two where one would do, and the nearest two."""
    return f"{value:.1e}" if 0 < abs(value) < _TWO_DIGITS else repr(value)


def double(value: float) -> str:
    """Java's Double.toString."""
    return _java(value, _shortest(value))


def _shortest_real(value: float) -> str:
    """The fewest digits that give the same 32-bit number again."""
    if 0 < abs(value) < _TWO_DIGITS_OF_A_REAL:
        return f"{value:.1e}"
    packed = struct.pack("f", value)
    texts = (f"{value:.{digits}g}" for digits in range(1, 10))
    return next(text for text in texts if struct.pack("f", float(text)) == packed)


def real(value: float) -> str:
    """Java's Float.toString."""
    return _special(value) or _java(value, _shortest_real(value))


def double_as_varchar(value: float) -> str:
    """``CAST(double AS varchar)``, which always has an exponent: ``1.0E0``."""
    return _special(value) or (_zero(value) if value == 0 else _scientific(_shortest(value)))


def real_as_varchar(value: float) -> str:
    """``CAST(real AS varchar)``, which has at most seven digits."""
    if value == 0:
        return _zero(value)
    return _special(value) or _scientific(str(_SEVEN_DIGITS.create_decimal(_shortest_real(value))))


def _zero(value: float) -> str:
    return "-0E0" if math.copysign(1, value) < 0 else "0E0"
