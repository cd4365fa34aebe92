"""Text read as a number or a boolean, with the error that Trino's VarcharOperators give."""

import re
from decimal import Decimal

from tickstack.sql.python import refusal
from tickstack.sql.types import TrinoType

_BITS = {"tinyint": 7, "smallint": 15, "integer": 31, "bigint": 63}
_SHOWN = {"integer": "INT"}
_SCIENTIFIC = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))[eE]([+-]?\d{1,9})", re.ASCII)
_LARGEST = 400
_FLOATING = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?|NaN|Infinity)", re.ASCII)


def positional(text: str | None) -> str | None:
    """A number without its exponent, unless it is beyond any decimal; text that is no number is left as it is."""
    match = _SCIENTIFIC.fullmatch(text or "")
    if text is None or match is None:
        return text
    exponent = int(match[2])
    if abs(exponent) > _LARGEST:
        return text if exponent > 0 else "0"
    return format(Decimal(text), "f")


def whole_of(text: str, kind: TrinoType) -> int:
    """An integer of a type. Raises INVALID_CAST_ARGUMENT."""
    limit = 1 << _BITS[kind.base]
    if re.fullmatch(r"[+-]?\d+", text) is not None and -limit <= int(text) < limit:
        return int(text)
    shown = _SHOWN.get(kind.base, kind.base.upper())
    raise refusal("INVALID_CAST_ARGUMENT", f"Cannot cast '{text}' to {shown}")


def double_of(text: str, kind: TrinoType) -> float:
    """A double or a real. Raises INVALID_CAST_ARGUMENT."""
    stripped = text.strip("".join(map(chr, range(33))))
    if _FLOATING.fullmatch(stripped) is None:
        raise refusal("INVALID_CAST_ARGUMENT", f"Cannot cast '{text}' to {kind.base.upper()}")
    return float(stripped if stripped[-1] in "Ny" else stripped.rstrip("dDfF"))


def boolean_of(text: str) -> bool:
    """A boolean. Raises INVALID_CAST_ARGUMENT."""
    lowered = text.lower()
    if lowered not in ("true", "t", "1", "false", "f", "0"):
        raise refusal("INVALID_CAST_ARGUMENT", f"Cannot cast '{text}' to BOOLEAN")
    return lowered in ("true", "t", "1")
