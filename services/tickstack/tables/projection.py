"""Partitions that the table's properties describe, instead of the catalog's.

https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html: each key has a type, and the
places of the partitions follow a template or the names of the keys.
"""

# ruff: noqa: ARG001 -- the readers of one table share a signature

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from math import prod

from tickstack.errors import QueryError
from tickstack.glue.model import Partition, Table

MOST = 1_000_000

_UNITS = {"SECONDS": "seconds", "MINUTES": "minutes", "HOURS": "hours", "DAYS": "days", "WEEKS": "weeks"}
_MONTHS = {"MONTHS": 1, "YEARS": 12}
_NOW = re.compile(r"\s*NOW\s*(?:([+-])\s*(\d+)\s*(\w+?)S?)?\s*", re.IGNORECASE)
_LETTERS = {"y": "%Y", "u": "%Y", "M": "%m", "d": "%d", "H": "%H", "m": "%M", "s": "%S"}
_PATTERN = re.compile(r"y+|u+|M+|d+|H+|m+|s+|'((?:[^']|'')*)'|([A-Za-z])|(.)", re.DOTALL)
_FINEST = (("s", "SECONDS"), ("m", "MINUTES"), ("H", "HOURS"), ("d", "DAYS"), ("M", "MONTHS"), ("y", "YEARS"))


def projected(table: Table) -> bool:
    """Whether the table's properties describe its partitions."""
    return bool(table.partition_keys) and table.parameters.get("projection.enabled", "").strip().lower() == "true"


def injected(table: Table) -> list[str]:
    """The keys whose values are those that a statement asks for."""
    return [key.name for key in table.partition_keys if _kind(_own(table, key.name)) == "injected"]


def partitions(
    table: Table, given: Mapping[str, Sequence[str]] | None = None, now: datetime | None = None
) -> list[Partition]:
    """The partitions that the properties describe; ``given`` has the values of injected keys.

    Raises QueryError for properties that do not hold.
    """
    moment = (now or datetime.now(UTC)).replace(tzinfo=None)
    keys = [key.name for key in table.partition_keys]
    _check_template(table, keys)
    known = given or {}
    values = [list(known[key]) if key in known else _values(table, key, moment) for key in keys]
    if prod(map(len, values)) > MOST:
        raise _invalid(table, f"it has more than {MOST} partitions")
    return [Partition(each, replace(table.storage, location=_location(table, keys, each))) for each in product(*values)]


def _location(table: Table, keys: list[str], values: tuple[str, ...]) -> str:
    template = table.parameters.get("storage.location.template")
    if template is None:
        named = (f"{key}={value}" for key, value in zip(keys, values, strict=True))
        return "/".join((table.storage.location.rstrip("/"), *named)) + "/"
    for key, value in zip(keys, values, strict=True):
        template = template.replace(f"${{{key}}}", value)
    return template


def _invalid(table: Table, why: str) -> QueryError:
    message = f"Table {table.database}.{table.name} is configured for partition projection, but {why}."
    return QueryError("HIVE_METASTORE_ERROR", message)


def _check_template(table: Table, keys: Sequence[str]) -> None:
    """https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html: each key has a placeholder."""
    template = table.parameters.get("storage.location.template")
    missing = [key for key in keys if template is not None and f"${{{key}}}" not in template]
    if missing:
        raise _invalid(table, f"storage.location.template has no placeholder for [{', '.join(missing)}]")


def _own(table: Table, key: str) -> dict[str, str]:
    prefix = f"projection.{key}."
    return {name.removeprefix(prefix): value for name, value in table.parameters.items() if name.startswith(prefix)}


def _kind(own: Mapping[str, str]) -> str:
    return own.get("type", "").strip().lower()


def _values(table: Table, key: str, now: datetime) -> list[str]:
    own = _own(table, key)
    kind = _kind(own)
    if kind == "injected":
        message = (
            f"For the injected projected partition column {key}, the WHERE clause must contain only static equality "
            "conditions, and at least one such condition must be present."
        )
        raise QueryError("CONSTRAINT_VIOLATION", message)
    if kind not in _TYPES:
        raise _invalid(table, f"the following partition columns are missing projection configuration: [{key}]")
    try:
        return list(_TYPES[kind](own, now))
    except (ValueError, KeyError, OverflowError):
        raise _invalid(table, f"the configuration of the partition column {key} is invalid") from None


def _enum(own: Mapping[str, str], now: datetime) -> Iterator[str]:
    return (value.strip() for value in own["values"].split(","))


def _integer(own: Mapping[str, str], now: datetime) -> Iterator[str]:
    first, last = (int(side) for side in own["range"].split(","))
    digits = int(own.get("digits", "0"))
    numbers = range(first, last + 1, int(own.get("interval", "1")))
    if len(numbers) > MOST:
        raise ValueError
    return (f"{number:0{digits}d}" for number in numbers)


def _date(own: Mapping[str, str], now: datetime) -> Iterator[str]:
    pattern = _format(own["format"])
    first, last = (_moment(side, pattern, now) for side in own["range"].split(","))
    letters = re.sub(r"'[^']*'", "", own["format"].replace("u", "y"))
    finest = next((unit for letter, unit in _FINEST if letter in letters), "")
    unit = own.get("interval.unit", finest).strip().upper()
    unit = unit if unit.endswith("S") else f"{unit}S"
    step = int(own.get("interval", "1"))
    if step < 1:
        raise ValueError
    for count in range(MOST + 1):
        at = _moved(first, unit, step * count)
        if at > last:
            return
        yield at.strftime(pattern)


def _format(java: str) -> str:
    """A pattern of Java's for Python."""

    def piece(match: re.Match[str]) -> str:
        if match[1] is not None:
            return (match[1] or "'").replace("''", "'").replace("%", "%%")
        if match[2] is not None:
            raise ValueError
        return _LETTERS[match[0][0]] if match[3] is None else match[3].replace("%", "%%")

    return _PATTERN.sub(piece, java)


def _moment(text: str, pattern: str, now: datetime) -> datetime:
    relative = _NOW.fullmatch(text)
    if relative is None:
        return datetime.strptime(text.strip(), pattern)  # noqa: DTZ007  the zone is UTC throughout
    at = now
    if relative[1]:
        at = _moved(now, f"{relative[3].upper()}S", int(f"{relative[1]}{relative[2]}"))
    return datetime.strptime(at.strftime(pattern), pattern)  # noqa: DTZ007  nor here


def _moved(at: datetime, unit: str, count: int) -> datetime:
    if unit in _UNITS:
        return at + timedelta(**{_UNITS[unit]: count})
    months = at.year * 12 + at.month - 1 + _MONTHS[unit] * count
    year, month = divmod(months, 12)
    for day in range(at.day, 27, -1):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return at.replace(year=year, month=month + 1)


_TYPES: dict[str, Callable[[Mapping[str, str], datetime], Iterator[str]]] = {
    "enum": _enum,
    "integer": _integer,
    "date": _date,
}
