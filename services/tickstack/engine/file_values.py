"""Values that DuckDB gives, as files hold them: what ``formats`` describes, the texts of delimited lines, and JSON."""

import base64
import json
import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Context, Decimal
from typing import Any

from tickstack.errors import QueryError
from tickstack.sql.java_numbers import double, real
from tickstack.sql.types import TrinoType
from tickstack.sql.values import writer

type Maker[T] = Callable[[Any], T]

_EXACT = Context(prec=80)
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  as DuckDB gives a timestamp
_DAY = date(1970, 1, 1).toordinal()


def _moment(value: datetime | str) -> int:
    if isinstance(value, str):
        raise _distant(value)
    since = value.replace(tzinfo=None) - _EPOCH
    return ((since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds) * 1000


def _days(value: date | str) -> int:
    if isinstance(value, str):
        raise _distant(value)
    return value.toordinal() - _DAY


def _distant(value: str) -> QueryError:
    return QueryError("NOT_SUPPORTED", f"tickstack does not support {value} in files that it writes", type=1200)


def _unscaled(scale: int) -> Maker[int]:
    return lambda value: int(_EXACT.scaleb(Decimal(value), scale))


def _same(value: Any) -> Any:
    return value


_SCALARS: dict[str, Maker[Any]] = {"date": _days, "timestamp": _moment, "varbinary": bytes}


def nullable[T](make: Maker[T]) -> Maker[T | None]:
    """``make``, which leaves NULL as it is."""
    return make if make is _same else lambda value: None if value is None else make(value)


def file_maker(kind: TrinoType) -> Maker[Any]:
    """What makes a value of ``kind`` one as ``formats`` describes it."""
    if kind.base == "array":
        element = nullable(file_maker(kind.inner[0]))
        return lambda values: [element(value) for value in values]
    if kind.base == "map":
        key, held = file_maker(kind.inner[0]), nullable(file_maker(kind.inner[1]))
        return lambda entries: {key(name): held(value) for name, value in entries.items()}
    if kind.base == "row":
        makers = [nullable(file_maker(inner)) for inner in kind.inner]
        return lambda fields: tuple(make(value) for make, value in zip(makers, fields.values(), strict=True))
    if kind.base == "decimal":
        return _unscaled(kind.numbers[1])
    if kind.base == "char":
        return lambda value: value.ljust(kind.numbers[0])
    return _SCALARS.get(kind.base, _same)


def text_maker(kind: TrinoType, delimiters: str, depth: int = 1) -> Maker[str]:
    """What makes a value a part of a delimited line; ``delimiters`` go by depth, as LazySimpleSerDe has them."""

    def part(inner: TrinoType, deeper: int) -> Maker[str]:
        make = text_maker(inner, delimiters, deeper)
        return lambda value: "\\N" if value is None else make(value)

    if kind.base == "array":
        element = part(kind.inner[0], depth + 1)
        return lambda values: delimiters[depth].join(map(element, values))
    if kind.base == "map":
        key, held = part(kind.inner[0], depth + 2), part(kind.inner[1], depth + 2)
        return lambda entries: delimiters[depth].join(
            f"{key(name)}{delimiters[depth + 1]}{held(value)}" for name, value in entries.items()
        )
    if kind.base == "row":
        makers = [part(inner, depth + 1) for inner in kind.inner]
        return lambda fields: delimiters[depth].join(
            make(value) for make, value in zip(makers, fields.values(), strict=True)
        )
    return _base64 if kind.base == "varbinary" else writer(kind)


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def json_maker(kind: TrinoType) -> Maker[str]:
    """What makes a value JSON text."""
    if kind.base == "array":
        element = _json_part(kind.inner[0])
        return lambda values: f"[{','.join(map(element, values))}]"
    if kind.base == "map":
        shown, held = writer(kind.inner[0]), _json_part(kind.inner[1])
        return lambda entries: _object((shown(name), held(value)) for name, value in entries.items())
    if kind.base == "row":
        makers = [_json_part(inner) for inner in kind.inner]
        names = [name or f"field{index}" for index, name in enumerate(kind.names)]
        return lambda fields: _object(
            (name, make(value)) for name, make, value in zip(names, makers, fields.values(), strict=True)
        )
    if kind.base in ("real", "double"):
        spelt = real if kind.base == "real" else double
        return lambda value: spelt(value) if math.isfinite(value) else f'"{spelt(value)}"'
    if kind.base in ("boolean", "tinyint", "smallint", "integer", "bigint", "decimal"):
        return writer(kind)
    text = _base64 if kind.base == "varbinary" else writer(kind)
    return lambda value: json.dumps(text(value), ensure_ascii=False)


def _json_part(kind: TrinoType) -> Maker[str]:
    make = json_maker(kind)
    return lambda value: "null" if value is None else make(value)


def _object(members: Any) -> str:
    return "{" + ",".join(f"{json.dumps(name, ensure_ascii=False)}:{value}" for name, value in members) + "}"


def json_line(names: list[str], kinds: list[TrinoType]) -> Maker[str]:
    """What makes a row an object; NULL members are left away, as Hive's SerDe does not write them."""
    makers = [(json.dumps(name, ensure_ascii=False), json_maker(kind)) for name, kind in zip(names, kinds, strict=True)]

    def line(row: tuple[Any, ...]) -> str:
        pairs = zip(makers, row, strict=True)
        return "{" + ",".join(f"{name}:{make(value)}" for (name, make), value in pairs if value is not None) + "}"

    return line
