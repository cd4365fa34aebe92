"""Values as Athena writes them, in CSV and in VarCharValue alike.

Doubles are Java's (``java_numbers``), timestamps have exactly the digits of their type, nested values are unquoted. A
writer is chosen once per column, by type.
"""

# ruff: noqa: ARG005 -- the handlers of one table share a signature

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from tickstack.sql.addresses import shown as shown_address
from tickstack.sql.geospatial import bing_tiles, geometry
from tickstack.sql.java_numbers import double, real
from tickstack.sql.types import MICROSECONDS, SKETCHES, TrinoType, duckdb_type

Writer = Callable[[Any], str]

_CYCLE = 400  # years after which the Gregorian calendar repeats, weekdays and all


def _beyond(text: str) -> str:
    """A date or timestamp outside of Python's years, of which DuckDB gives the text, as Java writes it."""
    if "(BC)" in text:
        text = text.replace(" (BC)", "")
        year, rest = text.split("-", 1)
        before = int(year) - 1
        return f"{'-' if before else ''}{before:04d}-{rest}"
    return f"+{text}"


def _long(write: Writer, precision: int) -> Writer:
    """A value of microseconds and of picoseconds beyond them."""
    return lambda value: write(value["micros"]) + f"{value['picos']:06d}"[: precision - MICROSECONDS]


def _timestamp(precision: int) -> Writer:
    if precision > MICROSECONDS:
        return _long(_timestamp(MICROSECONDS), precision)

    def write(value: datetime | str) -> str:
        if isinstance(value, str):
            local, _, fraction = _beyond(value).partition(".")
            return f"{local}.{fraction.ljust(6, '0')[:precision]}" if precision else local
        text = (
            f"{value.year:04d}-{value.month:02d}-{value.day:02d} {value.hour:02d}:{value.minute:02d}:{value.second:02d}"
        )
        return f"{text}.{value.microsecond:06d}"[: 20 + precision] if precision else text

    return write


def zone_named(name: str) -> timezone | ZoneInfo:
    """The zone of a value: an offset or a name of the zone database."""
    offset = re.fullmatch(r"([+-])(\d\d):(\d\d)", name)
    if offset is None:
        return ZoneInfo(name)
    minutes = int(offset[2]) * 60 + int(offset[3])
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))


def _parted(moment: Any) -> tuple[Any, int]:
    return (moment["micros"], moment["picos"]) if isinstance(moment, Mapping) else (moment, 0)


def _within(text: str) -> tuple[datetime, int]:
    """A moment outside of Python's years as one within, and the cycles of the calendar between them."""
    year, rest = text.replace(" (BC)", "").split("-", 1)
    number = 1 - int(year) if "(BC)" in text else int(year)
    cycles = (number - 2000) // _CYCLE
    return datetime.fromisoformat(f"{number - _CYCLE * cycles:04d}-{rest}"), cycles


def _year(number: int) -> str:
    """A year as Java writes it."""
    return f"+{number}" if number > 9999 else f"{'-' if number < 0 else ''}{abs(number):04d}"


def _zoned(precision: int) -> Writer:
    local, long = _timestamp(precision), precision > MICROSECONDS

    def write(value: Mapping[str, Any]) -> str:
        name = value["zone"]
        instant, beyond = _parted(value["instant"])
        cycles = 0
        if isinstance(instant, str):
            instant, cycles = _within(instant)
        moment = instant if name == "UTC" else instant.replace(tzinfo=UTC).astimezone(zone_named(name))
        text = local({"micros": moment, "picos": beyond} if long else moment)
        return f"{_year(moment.year + _CYCLE * cycles) + text[4:] if cycles else text} {name}"

    return write


def _time(precision: int) -> Writer:
    if precision > MICROSECONDS:
        return _long(_time(MICROSECONDS), precision)

    def write(value: time) -> str:
        fraction = f".{value.microsecond:06d}"[: 1 + precision] if precision else ""
        return f"{value:%H:%M:%S}{fraction}"

    return write


def _zoned_time(precision: int) -> Writer:
    local, long = _time(precision), precision > MICROSECONDS

    def write(value: Mapping[str, Any]) -> str:
        minutes = value["zone"]
        instant, beyond = _parted(value["instant"])
        moment = (datetime.combine(date(2000, 1, 2), instant) + timedelta(minutes=minutes)).time()
        hours, rest = divmod(abs(minutes), 60)
        text = local({"micros": moment, "picos": beyond} if long else moment)
        return f"{text}{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"

    return write


def _days_and_time(value: timedelta) -> str:
    """``2 00:00:00.000``."""
    milliseconds = value // timedelta(milliseconds=1)
    sign, rest = ("-" if milliseconds < 0 else ""), abs(milliseconds)
    days, rest = divmod(rest, 86_400_000)
    hours, rest = divmod(rest, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds, rest = divmod(rest, 1000)
    return f"{sign}{days} {hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"


def _years_and_months(value: timedelta) -> str:
    """``3-0``. DuckDB's driver gives thirty days for each month."""
    total = value.days // 30
    years, months = divmod(abs(total), 12)
    return f"{'-' if total < 0 else ''}{years}-{months}"


def _decimal(value: Decimal) -> str:
    return format(value, "f")


def _varbinary(value: bytes) -> str:
    return value.hex(" ")


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _date(value: date | str) -> str:
    return _beyond(value) if isinstance(value, str) else value.isoformat()


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


ROWS: dict[str, Callable[[TrinoType], Writer]] = {
    "boolean": lambda kind: _boolean,
    "double": lambda kind: double,
    "real": lambda kind: real,
    "decimal": lambda kind: _decimal,
    "varbinary": lambda kind: _varbinary,
    **dict.fromkeys(SKETCHES, lambda kind: _varbinary),
    "date": lambda kind: _date,
    "time": lambda kind: _time((kind.numbers or (3,))[0]),
    "time with time zone": lambda kind: _zoned_time((kind.numbers or (3,))[0]),
    "char": lambda kind: lambda value: value.ljust(kind.numbers[0]),
    "timestamp": lambda kind: _timestamp((kind.numbers or (3,))[0]),
    "timestamp with time zone": lambda kind: _zoned((kind.numbers or (3,))[0]),
    "interval day to second": lambda kind: _days_and_time,
    "interval year to month": lambda kind: _years_and_months,
    "json": lambda kind: _json,
    "ipaddress": lambda kind: shown_address,
    "geometry": lambda kind: geometry.binary_as_text,
    "sphericalgeography": lambda kind: geometry.binary_as_text,
    "bingtile": lambda kind: bing_tiles.shown,
    "array": lambda kind: _array(_nested(kind.inner[0])),
    "map": lambda kind: _map(kind),  # noqa: PLW0108  it is defined below
    "row": lambda kind: _row(kind),  # noqa: PLW0108  it is defined below
}


def _reference(value: bytes) -> str:
    """A varbinary within another value: Athena shows Java's reference to an array of bytes, whose number means nothing.

    Here that number depends on the bytes alone, so that the same values have the same text.
    """
    return f"[B@{crc32(value):x}"


def _nested(kind: TrinoType) -> Writer:
    write = _reference if kind.base == "varbinary" else writer(kind)
    return lambda value: "null" if value is None else write(value)


def _array(element: Writer) -> Writer:
    return lambda values: "[" + ", ".join(element(value) for value in values) + "]"


def _map(kind: TrinoType) -> Writer:
    """Entries in ascending order of their keys, as Athena prints them."""
    key, value = map(_nested, kind.inner)
    listed = duckdb_type(kind.inner[0]).endswith(("]", ")")) and kind.inner[0].base != "decimal"

    def write(entries: Mapping[Any, Any]) -> str:
        pairs = list(zip(entries["key"], entries["value"], strict=True) if listed else entries.items())
        pairs.sort(key=lambda pair: _order(pair[0]))
        return "{" + ", ".join(f"{key(name)}={value(held)}" for name, held in pairs) + "}"

    return write


def _order(key: Any) -> Any:
    """What the entries of a map are ordered by: of a row its fields, and NULL within one comes last."""
    if isinstance(key, Mapping):
        key = list(key.values())
    return [(part is None, _order(part)) for part in key] if isinstance(key, list) else key


def _row(kind: TrinoType) -> Writer:
    parts = [(f"{name}=" if name else "", _nested(inner)) for name, inner in zip(kind.names, kind.inner, strict=True)]

    def write(values: Mapping[str, Any]) -> str:
        shown = (name + inner(value) for (name, inner), value in zip(parts, values.values(), strict=True))
        return "{" + ", ".join(shown) + "}"

    return write


def as_object(kind: TrinoType) -> Writer:
    """A value as Java shows its object in an error message: a row is a list."""
    if kind.base == "row":
        parts = [as_object(inner) for inner in kind.inner]
        return lambda value: "[" + ", ".join(
            "null" if held is None else part(held) for part, held in zip(parts, value.values(), strict=True)
        ) + "]"  # fmt: skip
    if kind.base == "array":
        element = as_object(kind.inner[0])
        return lambda value: "[" + ", ".join("null" if held is None else element(held) for held in value) + "]"
    return writer(kind)


def writer(kind: TrinoType) -> Writer:
    """The writer of values of a type, which are never None."""
    made = ROWS.get(kind.base)
    return made(kind) if made else str


def row_writer(kinds: Sequence[TrinoType]) -> Callable[[Sequence[Any]], tuple[str | None, ...]]:
    """The writer of whole rows; NULL stays None."""
    writers = [writer(kind) for kind in kinds]
    return lambda row: tuple(None if value is None else write(value) for write, value in zip(writers, row, strict=True))
