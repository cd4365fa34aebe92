"""Avro schemas, as JSON has them, and the types that Hive gives their values.

https://avro.apache.org/docs/1.11.1/specification/; the schema of columns is what Hive's TypeInfoToSchema makes of them.
A schema that was read has its named types written out where they are used. What fastavro is not to see has other names:
logical types, of whose values it would make Python's own, which are fewer, and defaults, which it wants to be right.
"""

import json
from collections.abc import Sequence
from typing import Any

from fastavro.schema import SchemaParseException, expand_schema

from tickstack.sql.types import TrinoType

type Schema = Any

_SCALARS = {"boolean": "boolean", "int": "integer", "long": "bigint", "float": "real", "double": "double"} | {
    "bytes": "varbinary",
    "fixed": "varbinary",
    "string": "varchar",
    "enum": "varchar",
}
_HIDDEN = {"logicalType": "logical", "default": "otherwise"}
_WITHIN = ("type", "items", "values", "fields")
_MOMENTS = ("timestamp-millis", "timestamp-micros", "local-timestamp-millis", "local-timestamp-micros")


class SchemaError(ValueError):
    """The text is no schema, or data of one schema cannot be read as another."""


def plain(text: str | bytes) -> Schema:
    """A text's schema as it stands, but for the renamed. Raises SchemaError."""
    try:
        return _plain(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise _unreadable(error) from None


def _plain(schema: Any) -> Schema:
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.keys() == {"type"}:  # also a name, which fastavro does not look for there
        return _plain(schema["type"])
    return {_HIDDEN.get(key, key): _plain(value) if key in _WITHIN else value for key, value in schema.items()}


def parsed(schema: Schema) -> Schema:
    """A plain schema with its names written out: those that stand within themselves stay. Raises SchemaError."""
    try:
        return expand_schema(schema)
    except (SchemaParseException, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> SchemaError:
    return SchemaError(f"the Avro schema cannot be read: {error}")


def kind(schema: Schema) -> str:
    """What a schema is of: a primitive type, ``record``, ``union``, ..., or a name."""
    return "union" if isinstance(schema, list) else str(schema["type"] if isinstance(schema, dict) else schema)


def held(schema: Schema) -> Schema | None:
    """What a union of null and one other is when it is not null; what is no union is itself."""
    if not isinstance(schema, list):
        return schema
    others = [branch for branch in schema if kind(branch) != "null"]
    return others[0] if len(others) == 1 else None


def logical(schema: Schema) -> str:
    """The logical type, empty without one that holds."""
    named = str(schema.get("logical", "")) if isinstance(schema, dict) else ""
    return named if named != "decimal" or _is_decimal(schema) else ""


def _is_decimal(schema: Schema) -> bool:
    precision, scale = schema.get("precision"), schema.get("scale", 0)
    return isinstance(precision, int) and isinstance(scale, int) and 0 <= scale <= precision <= 38 and precision > 0


def type_of(schema: Schema) -> TrinoType | None:
    """The type of values in Hive, None for what it has none for: unions of several, and what is within itself."""
    value = held(schema)
    if value is None:
        return None
    named, of = logical(value), kind(value)
    if named == "decimal" and of in ("bytes", "fixed"):
        return TrinoType("decimal", (value["precision"], value.get("scale", 0)))
    if of == "int" and named == "date":
        return TrinoType("date")
    if of == "long" and named in _MOMENTS:
        return TrinoType("timestamp", (3,))
    return TrinoType(_SCALARS[of]) if of in _SCALARS else _nested(value, of)


def _nested(schema: Schema, of: str) -> TrinoType | None:
    names = tuple(each["name"] for each in schema["fields"]) if of == "record" else ()
    parts = {
        "record": lambda: [each["type"] for each in schema["fields"]],
        "array": lambda: [schema["items"]],
        "map": lambda: [schema["values"]],
    }.get(of, list)()
    kinds = tuple(found for part in parts if (found := type_of(part)) is not None)
    if not kinds or len(kinds) != len(parts):
        return None
    if of == "map":
        return TrinoType("map", (), (TrinoType("varchar"), *kinds))
    return TrinoType("row" if of == "record" else "array", (), kinds, names)


_WRITTEN: dict[str, Any] = {
    "boolean": "boolean",
    "tinyint": "int",
    "smallint": "int",
    "integer": "int",
    "bigint": "long",
    "real": "float",
    "double": "double",
    "varchar": "string",
    "char": "string",
    "varbinary": "bytes",
    "date": {"type": "int", "logicalType": "date"},
    "timestamp": {"type": "long", "logicalType": "timestamp-millis"},
}


def of_columns(columns: Sequence[tuple[str, TrinoType]], name: str = "baseRecord") -> dict[str, Any]:
    """The schema of a file of columns: every value may be null. Raises SchemaError."""
    records = iter(range(1_000_000))

    def described(kind: TrinoType) -> Any:
        if kind.base == "decimal":
            precision, scale = kind.numbers
            return {"type": "bytes", "logicalType": "decimal", "precision": precision, "scale": scale}
        if kind.base in ("varchar", "char") and kind.numbers:
            return {"type": "string", "logicalType": kind.base, "maxLength": kind.numbers[0]}
        if kind.base == "array":
            return {"type": "array", "items": optional(kind.inner[0])}
        if kind.base == "map":
            if kind.inner[0].base not in ("varchar", "char"):
                raise SchemaError("Key of Map can only be a String")
            return {"type": "map", "values": optional(kind.inner[1])}
        if kind.base == "row":
            return record(f"record_{next(records)}", list(zip(field_names(kind), kind.inner, strict=True)))
        return _WRITTEN[kind.base]

    def optional(kind: TrinoType) -> list[Any]:
        return ["null", described(kind)]

    def record(called: str, fields: Sequence[tuple[str, TrinoType]]) -> dict[str, Any]:
        _check_names([each for each, _ in fields], called)
        listed = [{"name": each, "type": optional(kind), "default": None} for each, kind in fields]
        return {"type": "record", "name": called, "fields": listed}

    return record(name, columns)


def _check_names(fields: Sequence[str], record: str) -> None:
    twice = next((each for index, each in enumerate(fields) if each in fields[:index]), None)
    if twice is not None:
        raise SchemaError(f"Duplicate field {twice} in record {record}")


def field_names(row: TrinoType) -> list[str]:
    """The names that the fields of a row have in a file."""
    return [name or f"field{index}" for index, name in enumerate(row.names)]
