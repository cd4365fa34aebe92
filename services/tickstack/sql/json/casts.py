"""Casts to and from JSON, which go through every level of a value.

https://trino.io/docs/current/functions/json.html#cast-to-json; what a JSON token gives as each type, and the errors,
are those of Trino's JsonUtil and JsonOperators.
"""

# ruff: noqa: ARG001 -- what makes a function in Python is given all types

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from tickstack.sql import java_numbers, values
from tickstack.sql.coercion import Typed
from tickstack.sql.decimals import rounded
from tickstack.sql.json import text as json_text
from tickstack.sql.python import RefusalError, python, refusal
from tickstack.sql.text_numbers import boolean_of, double_of, whole_of
from tickstack.sql.types import TrinoType

_WHOLE = {"tinyint": 7, "smallint": 15, "integer": 31, "bigint": 63}
_KEYS = ("boolean", *_WHOLE, "real", "double", "decimal", "varchar")
_WRITTEN = (*_KEYS, "unknown", "json", "date", "timestamp")
_READ = (*_KEYS, "json")
_SHOWN_LENGTH = 10_000

Read = Callable[[Any], Any]


class _CastError(ValueError):
    """A token that does not become the wanted type."""


def _castable(kind: TrinoType, leaves: Sequence[str]) -> bool:
    if kind.base == "map":
        return kind.inner[0].base in (*_KEYS, "unknown") and _castable(kind.inner[1], leaves)
    return all(_castable(inner, leaves) for inner in kind.inner) if kind.inner else kind.base in leaves


def cast(value: str, source: TrinoType, target: TrinoType) -> str | None:
    """The SQL of a cast to or from JSON, or None when there is none."""
    if target.base == "json":
        return _TO_JSON.sql([Typed(value, source)], target) if _castable(source, _WRITTEN) else None
    if target == TrinoType("varchar", target.numbers) and target.numbers:
        made = _FROM_JSON.sql([Typed(value, source)], TrinoType("varchar"))
        return f"fitting({made}, {target.numbers[0]}, {made})"
    return _FROM_JSON.sql([Typed(value, source)], target) if _castable(target, _READ) else None


def attempt(value: str, source: TrinoType, target: TrinoType) -> str | None:
    """The SQL of a cast from JSON that gives NULL in place of an error, or None where it is another cast."""
    bounded = target.base == "varchar" and bool(target.numbers)
    if source.base != "json" or bounded or not _castable(target, _READ):
        return None
    return replace(_FROM_JSON, lenient=True).sql([Typed(value, source)], target)


# To JSON


def _quoted(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: json_text.string(write(value))


def _real(value: float) -> str:
    text = java_numbers.real(value)
    return text if text[-1].isdigit() else f'"{text}"'


def _writer(kind: TrinoType) -> Callable[[Any], str]:
    scalars: dict[str, Callable[[Any], str]] = {
        "boolean": lambda value: "true" if value else "false",
        "double": json_text.number,
        "real": _real,
        "varchar": json_text.string,
        "date": _quoted(values.writer(kind)),
        "timestamp": _quoted(values.writer(kind)),
    }
    if kind.base not in ("array", "map", "row"):
        return scalars.get(kind.base, str)
    inner = [_or_null(_writer(each)) for each in kind.inner]
    if kind.base == "array":
        return lambda items: "[" + ",".join(inner[0](item) for item in items) + "]"
    if kind.base == "row":
        names = [json_text.string(name or "") for name in kind.names]
        return lambda row: _joined(
            zip(names, (write(v) for write, v in zip(inner, row.values(), strict=True)), strict=True)
        )
    key = _key(kind.inner[0])
    return lambda entries: _map(entries, key, inner[1])


def _or_null(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "null" if value is None else write(value)


def _joined(members: Any) -> str:
    return "{" + ",".join(f"{name}:{text}" for name, text in members) + "}"


def _key(kind: TrinoType) -> Callable[[Any], str]:
    """A map's key as the name of a member."""
    return str if kind.base == "varchar" else values.writer(kind)


def _map(entries: Mapping[Any, Any], key: Callable[[Any], str], write: Callable[[Any], str]) -> str:
    named = {key(name): value for name, value in entries.items()}
    return _joined((json_text.string(name), write(named[name])) for name in json_text.in_order(named))


def _to_json(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[Any], str]:
    return _writer(kinds[0])


_TO_JSON = python(_to_json, typed=True)


# From JSON


def _token(value: Any) -> str:
    """A token as an error shows it."""
    if isinstance(value, dict):
        return "{"
    return "[" if isinstance(value, list) else json_text.write(value) if not isinstance(value, str) else value


def _unexpected(kind: TrinoType, value: Any) -> _CastError:
    return _CastError(f"Unexpected token when cast to {kind.base}: {_token(value)}")


def _whole(kind: TrinoType) -> Read:
    limit = 1 << _WHOLE[kind.base]

    def read(value: Any) -> int:
        if isinstance(value, str):
            return whole_of(value, kind)
        if not isinstance(value, bool | int | float):
            raise _unexpected(kind, value)
        made = int(Decimal(value).to_integral_value("ROUND_HALF_UP"))
        if not -limit <= made < limit:
            raise _CastError(f"Out of range for {kind.base}: {_token(value)}")
        return made

    return read


def _floating(kind: TrinoType) -> Read:
    def read(value: Any) -> float:
        if isinstance(value, str):
            return double_of(value, kind)
        if not isinstance(value, bool | int | float):
            raise _unexpected(kind, value)
        return float(value)

    return read


def _decimal(kind: TrinoType) -> Read:
    def read(value: Any) -> Decimal:
        if not isinstance(value, bool | int | float | str):
            raise _unexpected(kind, value)
        try:
            exact = Decimal(str(int(value) if isinstance(value, bool) else value))
            made = rounded(exact, kind)
        except InvalidOperation:
            raise _CastError("not a number") from None
        if made is None:
            raise refusal(
                "INVALID_CAST_ARGUMENT", f"Cannot cast input json to DECIMAL({kind.numbers[0]},{kind.numbers[1]})"
            )
        return made

    return read


def _boolean(value: Any) -> bool:
    if isinstance(value, str):
        return boolean_of(value)
    if not isinstance(value, bool | int | float):
        raise _unexpected(TrinoType("boolean"), value)
    return bool(value)


def _varchar(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return java_numbers.double_as_varchar(value)
    if not isinstance(value, bool | int):
        raise _unexpected(TrinoType("varchar"), value)
    return json_text.write(value)


def _array(kind: TrinoType) -> Read:
    element = _reader(kind.inner[0])

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise _CastError(f"Expected a json array, but got {_token(value)}")
        return [element(item) for item in value]

    return read


def _object(kind: TrinoType) -> Read:
    key, element = _reader(kind.inner[0]), _reader(kind.inner[1])

    def read(value: Any) -> list[tuple[Any, Any]]:
        if not isinstance(value, dict):
            raise _CastError(f"Expected a json object, but got {_token(value)}")
        made: dict[Any, Any] = {}
        for name, held in value.items():
            found = key(name)
            if found in made:
                raise _CastError("Duplicate keys are not allowed")
            made[found] = element(held)
        return list(made.items())

    return read


def _row(kind: TrinoType) -> Read:
    readers = [_reader(inner) for inner in kind.inner]
    names = [(name or "").lower() for name in kind.names]

    def read(value: Any) -> dict[str, Any]:
        if isinstance(value, list):
            if len(value) != len(readers):
                raise _CastError(f"Expected a json array with {len(readers)} elements, but got {len(value)}")
            found = [element(item) for element, item in zip(readers, value, strict=True)]
        elif isinstance(value, dict):
            if not names[0]:
                raise _CastError("Cannot cast a JSON object to anonymous row type. Input must be a JSON array.")
            lowered: dict[str, Any] = {}
            for name, item in value.items():
                if name.lower() in lowered and name.lower() in names:
                    raise _CastError(f"Duplicate field: {name.lower()}")
                lowered[name.lower()] = item
            found = [element(lowered.get(name)) for name, element in zip(names, readers, strict=True)]
        else:
            raise _CastError(f"Expected a json array or object, but got {_token(value)}")
        return {f"f{index}": item for index, item in enumerate(found)}

    return read


def _reader(kind: TrinoType) -> Read:
    makers: dict[str, Callable[[TrinoType], Read]] = {
        **dict.fromkeys(_WHOLE, _whole),
        **dict.fromkeys(("real", "double"), _floating),
        "decimal": _decimal,
        "boolean": lambda _: _boolean,
        "varchar": lambda _: _varchar,
        "array": _array,
        "map": _object,
        "row": _row,
    }
    if kind.base == "json":
        return json_text.write
    read = makers[kind.base](kind)
    return lambda value: None if value is None else read(value)


def _from_json(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[str | None], Any]:
    read = _reader(result)
    shown = f"DECIMAL({','.join(map(str, result.numbers))})" if result.base == "decimal" else str(result)

    def convert(text: str | None) -> Any:
        if text is None:
            return None
        try:
            return read(json_text.parse(text))
        except (_CastError, RefusalError, RecursionError) as error:
            if not result.inner:
                if isinstance(error, RefusalError):
                    raise
                raise refusal("INVALID_CAST_ARGUMENT", f"Cannot cast '{text}' to {shown}") from None
            cause = str(error).partition("|")[2][:-1] if isinstance(error, RefusalError) else error
            message = f"Cannot cast to {result}. {cause}\n{text[:_SHOWN_LENGTH]}"
            raise refusal("INVALID_CAST_ARGUMENT", message) from None

    return convert


_FROM_JSON = python(_from_json, typed=True, nulls=True)
