"""Avro schemas as data, and the types that Hive gives their values.

https://avro.apache.org/docs/1.11.1/specification/; the schema of columns is what Hive's TypeInfoToSchema makes of them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tickstack.sql.types import TrinoType

PRIMITIVES = frozenset(("null", "boolean", "int", "long", "float", "double", "bytes", "string"))
_SCALARS = {"boolean": "boolean", "int": "integer", "long": "bigint", "float": "real", "double": "double"} | {
    "bytes": "varbinary",
    "fixed": "varbinary",
    "string": "varchar",
    "enum": "varchar",
}
_MOMENTS = ("timestamp-millis", "timestamp-micros", "local-timestamp-millis", "local-timestamp-micros")
_MISSING = object()


class SchemaError(ValueError):
    """The text is no schema, or data of one schema cannot be read as another."""


@dataclass
class Field:
    """A field of a record; ``default`` is as JSON has it."""

    name: str
    schema: "Schema"
    default: Any = _MISSING
    aliases: tuple[str, ...] = ()

    @property
    def has_default(self) -> bool:
        """Whether the field may be absent."""
        return self.default is not _MISSING


@dataclass
class Schema:
    """A schema: ``inner`` is what an array, a map or a union is made of. A named one may be within itself."""

    kind: str
    name: str = ""
    fields: list[Field] = field(default_factory=list)
    inner: list["Schema"] = field(default_factory=list)
    symbols: tuple[str, ...] = ()
    size: int = 0
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def logical(self) -> str:
        """The logical type, empty without one that holds."""
        named = self.attributes.get("logicalType", "")
        return named if named != "decimal" or _is_decimal(self) else ""

    @property
    def value(self) -> "Schema | None":
        """What a union of null and one other is when it is not null; what is no union is itself."""
        if self.kind != "union":
            return self
        others = [branch for branch in self.inner if branch.kind != "null"]
        return others[0] if len(others) == 1 else None


def _is_decimal(schema: Schema) -> bool:
    precision, scale = schema.attributes.get("precision"), schema.attributes.get("scale", 0)
    return isinstance(precision, int) and isinstance(scale, int) and 0 <= scale <= precision <= 38 and precision > 0


def parsed(text: str | bytes) -> Schema:
    """The schema that a text describes. Raises SchemaError."""
    try:
        return _Parser().schema(json.loads(text), "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise SchemaError(f"the Avro schema cannot be read: {error}") from None


class _Parser:
    def __init__(self) -> None:
        self._named: dict[str, Schema] = {}

    def schema(self, given: Any, namespace: str) -> Schema:
        if isinstance(given, list):
            return Schema("union", inner=[self.schema(branch, namespace) for branch in given])
        if isinstance(given, str):
            return self._called(given, namespace)
        kind = given["type"]
        if not isinstance(kind, str):
            return self.schema(kind, namespace)
        if kind in ("record", "error", "enum", "fixed"):
            return self._definition(given, kind, namespace)
        if kind in ("array", "map"):
            return Schema(kind, inner=[self.schema(given["items" if kind == "array" else "values"], namespace)])
        return Schema(kind, attributes=given) if kind in PRIMITIVES else self._called(kind, namespace)

    def _called(self, name: str, namespace: str) -> Schema:
        if name in PRIMITIVES:
            return Schema(name)
        found = self._named.get(_full(name, namespace)) or self._named.get(name)
        if found is None:
            raise SchemaError(f"there is no type {name}")
        return found

    def _definition(self, given: Mapping[str, Any], kind: str, namespace: str) -> Schema:
        name = _full(given["name"], given.get("namespace", namespace))
        made = self._named[name] = Schema("record" if kind == "error" else kind, name, attributes=given)
        made.symbols, made.size = tuple(given.get("symbols", ())), int(given.get("size", 0))
        within = name.rpartition(".")[0]
        for each in given["fields"] if made.kind == "record" else ():
            schema = self.schema(each["type"], within)
            aliases = tuple(each.get("aliases", ()))
            made.fields.append(Field(each["name"], schema, each.get("default", _MISSING), aliases))
        return made


def _full(name: str, namespace: str) -> str:
    return name if "." in name or not namespace else f"{namespace}.{name}"


def type_of(schema: Schema, within: tuple[str, ...] = ()) -> TrinoType | None:
    """The type of values in Hive, None for what it has none for: unions of several, and what is within itself."""
    held = schema.value
    if held is None or (held.name and held.name in within):
        return None
    if held.logical == "decimal":
        return TrinoType("decimal", (held.attributes["precision"], held.attributes.get("scale", 0)))
    if held.kind == "int" and held.logical == "date":
        return TrinoType("date")
    if held.kind == "long" and held.logical in _MOMENTS:
        return TrinoType("timestamp", (3,))
    if held.kind in _SCALARS:
        return TrinoType(_SCALARS[held.kind])
    return _nested(held, (*within, held.name))


def _nested(held: Schema, within: tuple[str, ...]) -> TrinoType | None:
    parts = [each.schema for each in held.fields] if held.kind == "record" else held.inner
    kinds = [kind for part in parts if (kind := type_of(part, within)) is not None]
    if len(kinds) != len(parts):
        return None
    if held.kind == "record":
        return TrinoType("row", (), tuple(kinds), tuple(each.name for each in held.fields)) if kinds else None
    if held.kind == "map":
        return TrinoType("map", (), (TrinoType("varchar"), kinds[0]))
    return TrinoType("array", (), tuple(kinds)) if held.kind == "array" else None


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
    """The schema of a file of columns, as JSON: every value may be null. Raises SchemaError."""
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
            names = [each or f"field{index}" for index, each in enumerate(kind.names)]
            return record(f"record_{next(records)}", list(zip(names, kind.inner, strict=True)))
        return _WRITTEN[kind.base]

    def optional(kind: TrinoType) -> list[Any]:
        return ["null", described(kind)]

    def record(called: str, fields: Sequence[tuple[str, TrinoType]]) -> dict[str, Any]:
        listed = [{"name": each, "type": optional(kind), "default": None} for each, kind in fields]
        return {"type": "record", "name": called, "fields": listed}

    return record(name, columns)
