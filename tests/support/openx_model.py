"""What a column of a table holds of a JSON value by the OpenX SerDe, said plainly: slow, and of standard parts only.

Values are as pyarrow gives them back, a timestamp as nanoseconds, a date as days.
"""

import json
import math
import re
import struct
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import Any

from tickstack.sql.types import TrinoType

BITS = {"tinyint": 8, "smallint": 16, "integer": 32, "bigint": 64}


class Written(str):
    """A fraction as it is written."""

    __slots__ = ()


class NoFit(Exception):  # noqa: N818
    """The value does not fit."""


def loads(text: str) -> Any:
    return json.loads(text, parse_float=Written)


def column(kind: TrinoType, value: Any) -> Any:
    """The value of a column. Raises NoFit."""
    if value is None:
        return None
    if kind.base == "array":
        return _array(kind, value)
    if kind.base == "map":
        if not isinstance(value, dict):
            raise NoFit
        return {_scalar(kind.inner[0], name): column(kind.inner[1], held) for name, held in value.items()}
    if kind.base == "row":
        return _row(kind, value)
    return _scalar(kind, value)


def _array(kind: TrinoType, value: Any) -> Any:
    if isinstance(value, list):
        return [column(kind.inner[0], held) for held in value]
    if isinstance(value, str) and not value.strip():
        return None
    return [column(kind.inner[0], value)]


def _row(kind: TrinoType, value: Any) -> dict[str | None, Any]:
    if isinstance(value, list):
        padded = value + [None] * len(kind.names)
        return {name: column(inner, held) for name, inner, held in zip(kind.names, kind.inner, padded, strict=False)}
    if not isinstance(value, dict):
        raise NoFit
    lower = {key.lower(): held for key, held in value.items()}
    return {name: column(inner, lower.get(name)) for name, inner in zip(kind.names, kind.inner, strict=True)}


def _scalar(kind: TrinoType, value: Any) -> Any:
    if kind.base in ("varchar", "char"):
        text = value if isinstance(value, str) else _json(value)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\ufffd", "?")
        text = text[: kind.numbers[0]] if kind.numbers else text
        return text.rstrip(" ") if kind.base == "char" else text
    if kind.base == "boolean":
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and not isinstance(value, Written):
            return value.lower() == "true"
        raise NoFit
    if isinstance(value, (bool, dict, list)) or (kind.base == "date" and type(value) is not str):
        raise NoFit
    return _of_text(kind, str(value))


def _of_text(kind: TrinoType, text: str) -> Any:
    if kind.base in BITS:
        if not re.fullmatch(r"[+-]?[0-9]+", text):
            raise NoFit
        if not -(1 << BITS[kind.base] - 1) <= int(text) < 1 << BITS[kind.base] - 1:
            raise NoFit
        return int(text)
    if kind.base in ("real", "double"):
        return _floating(kind, text)
    try:
        return {"decimal": _decimal, "date": _date, "timestamp": _timestamp}[kind.base](kind, text)
    except (InvalidOperation, OverflowError):
        raise NoFit from None


def _floating(kind: TrinoType, text: str) -> float:
    if not re.fullmatch(r"\s*[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)\s*", text, re.ASCII):
        raise NoFit
    number = float(text)
    if kind.base == "double" or not math.isfinite(number):
        return number
    try:
        single: float = struct.unpack("<f", struct.pack("<f", number))[0]
    except OverflowError:
        return math.copysign(math.inf, number)
    return single


def _decimal(kind: TrinoType, text: str) -> Decimal:
    with localcontext() as context:
        context.prec = 200
        number = Decimal(text.strip()).quantize(Decimal(1).scaleb(-kind.numbers[1]), ROUND_HALF_UP)
        if not number.is_finite() or abs(number) >= Decimal(10) ** (kind.numbers[0] - kind.numbers[1]):
            raise NoFit
    return number


def _date(_kind: TrinoType, text: str) -> int:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text, re.ASCII)
    if match is None:
        raise NoFit
    year, month, day = map(int, match.groups())
    if not (year and 1 <= month <= 12 and 1 <= day <= 31):
        raise NoFit
    return (date(year, month, 1) + timedelta(days=day - 1) - date(1970, 1, 1)).days


def _timestamp(kind: TrinoType, text: str) -> int:
    pattern = r"(\d{4}-\d\d?-\d\d?) (\d\d?):(\d\d?):(\d\d?)(?:\.(\d{1,9}))?"
    if (match := re.fullmatch(pattern, text, re.ASCII)) is not None:
        hours, minutes, seconds = map(int, match.groups()[1:4])
        whole = _date(kind, match[1]) * 86400 + hours * 3600 + minutes * 60 + seconds
        return _wrapped(whole * 10**9 + int((match[5] or "0").ljust(9, "0")))
    strict = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z?"
    if (match := re.fullmatch(strict, text, re.ASCII)) is not None:
        try:
            moment = datetime.fromisoformat(match[1]).replace(tzinfo=UTC)
        except ValueError:
            raise NoFit from None
        since = moment - datetime(1970, 1, 1, tzinfo=UTC)
        return _wrapped((since.days * 86400 + since.seconds) * 10**9 + int((match[2] or "0").ljust(9, "0")))
    number = Decimal(text.strip())
    if not number.is_finite() or abs(number) >= Decimal(10) ** 19:
        raise NoFit
    with localcontext() as context:
        context.prec = 60
        milliseconds = number if abs(number) >= 10**12 else number * 1000
        return _wrapped(int(milliseconds.to_integral_value(ROUND_DOWN)) * 10**6)


def _wrapped(nanoseconds: int) -> int:
    packed = (nanoseconds % (1 << 64)).to_bytes(8, "little")
    return int.from_bytes(packed, "little", signed=True)


def _json(value: Any) -> str:
    if isinstance(value, Written):
        return str(value)
    if isinstance(value, dict):
        return (
            "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{_json(held)}" for key, held in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
