"""Values of scalar columns out of text, as the OpenX SerDe reads strings and both SerDes the keys of maps."""

import re
from collections.abc import Callable
from datetime import date
from decimal import ROUND_DOWN, Decimal, InvalidOperation, localcontext
from typing import Any

from tickstack.firehose.conversion import values
from tickstack.firehose.conversion.values import Mismatch, not_a_number
from tickstack.sql.types import TrinoType

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?Z?", re.ASCII)
_HEX = re.compile(r"0[xX]([0-9A-Fa-f]{1,16})")
_FIRST_MILLISECONDS = 10**12
_LONGEST = 19  # digits of 64 bits
_NOT_A_TIMESTAMP = "Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff]"


def epoch(text: str) -> int:
    """A number as a timestamp: seconds below 10^12, milliseconds from there on; what is finer is cut off.

    Raises Mismatch.
    """
    try:
        number = Decimal(text.strip())
        if not number.is_finite() or number.adjusted() >= _LONGEST:
            raise not_a_number(text)
        with localcontext() as context:
            context.prec = 60
            scaled = number * 1000 if abs(number) < _FIRST_MILLISECONDS else number
            return values.wrapped(int(scaled.to_integral_value(ROUND_DOWN)) * 1_000_000)
    except (InvalidOperation, ArithmeticError):
        raise not_a_number(text) from None


def timestamp(text: str) -> int:
    """A timestamp: strict ISO 8601, java.sql.Timestamp's lenient form, or a number. Raises Mismatch."""
    if (match := _ISO.fullmatch(text)) is not None:
        year, month, number, hour, minute, second = map(int, match.groups()[:6])
        try:
            days = (date(year, month, number) - date(1970, 1, 1)).days
        except ValueError:
            raise Mismatch(_NOT_A_TIMESTAMP) from None
        seconds = (days * 24 + hour) * 3600 + minute * 60 + second
        return values.wrapped(seconds * 10**9 + int((match[7] or "").ljust(9, "0")))
    if (moment := values.moment(text)) is not None:
        return moment
    if ":" in text:
        raise Mismatch(_NOT_A_TIMESTAMP)
    return epoch(text)


def java_timestamp(text: str) -> int:
    """A timestamp as java.sql.Timestamp.valueOf reads it. Raises Mismatch."""
    moment = values.moment(text)
    if moment is None:
        raise Mismatch(_NOT_A_TIMESTAMP)
    return moment


def _whole(text: str, kind: TrinoType) -> int:
    """A whole number, also a hexadecimal one: those the OpenX SerDe reads too."""
    if (match := _HEX.fullmatch(text)) is not None:
        return values.in_range(int(match[1], 16), kind)
    return values.whole(text, kind)


_ROWS: dict[str, Callable[[str, TrinoType], Any]] = {
    **dict.fromkeys(values.BITS, _whole),
    "boolean": lambda text, _: text.lower() == "true",
    "real": lambda text, _: values.single(values.floating(text)),
    "double": lambda text, _: values.floating(text),
    "decimal": values.decimal,
    "varchar": values.sized,
    "char": values.sized,
    "varbinary": lambda text, _: values.well_formed(text).encode(),
    "date": lambda text, _: values.day(text),
    "timestamp": lambda text, _: timestamp(text),
}


def reader(kind: TrinoType) -> Callable[[str], Any]:
    """What reads a text as a value of the scalar type ``kind``. It raises Mismatch."""
    read = _ROWS[kind.base]
    return lambda text: read(text, kind)
