"""JSON values → Hive column types, as a crawler infers them: merged over all samples, in the order of first sight."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_INT = 2**31
_BIGINT = 2**63
_NUMBERS = ("int", "bigint", "double")


@dataclass(frozen=True)
class Scalar:
    """``name`` is Hive's; ``null`` is a column of which no value was seen, and is written as string."""

    name: str

    def __str__(self) -> str:
        return "string" if self.name == "null" else self.name


@dataclass(frozen=True)
class Array:
    element: "Type"

    def __str__(self) -> str:
        return f"array<{self.element}>"


@dataclass(frozen=True)
class Struct:
    """Fields by lower-case name; one without fields is written as string, which Hive can hold."""

    fields: Mapping[str, "Type"]

    def __str__(self) -> str:
        inner = ",".join(f"{name}:{kind}" for name, kind in self.fields.items())
        return f"struct<{inner}>" if inner else "string"


type Type = Scalar | Array | Struct

NULL = Scalar("null")


@dataclass(frozen=True)
class Schema:
    """Columns by lower-case name, and the top-level keys in their own case."""

    columns: Mapping[str, Type] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()


def infer(value: Any) -> Type:
    """The type of one JSON value. NaN and Infinity, which are no JSON but do occur, are doubles."""
    if isinstance(value, dict):
        return Struct(_fields(value))
    if isinstance(value, list):
        element: Type = NULL
        for item in value:
            element = merge(element, infer(item))
        return Array(element)
    return Scalar(_scalar(value))


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        if -_INT <= value < _INT:
            return "int"
        return "bigint" if -_BIGINT <= value < _BIGINT else "double"
    return "double" if isinstance(value, float) else "string"


def _fields(value: Mapping[str, Any]) -> dict[str, Type]:
    fields: dict[str, Type] = {}
    for key, item in value.items():
        name = key.lower()
        kind = infer(item)
        fields[name] = merge(fields[name], kind) if name in fields else kind
    return fields


def merge(left: Type, right: Type) -> Type:
    """The type that holds both: the wider number, the union of fields, and string where nothing else fits."""
    if right in (left, NULL):
        return left
    if left == NULL:
        return right
    if isinstance(left, Struct) and isinstance(right, Struct):
        return Struct(_union(left.fields, right.fields))
    if isinstance(left, Array) and isinstance(right, Array):
        return Array(merge(left.element, right.element))
    if isinstance(left, Scalar) and isinstance(right, Scalar) and {left.name, right.name} <= set(_NUMBERS):
        return max(left, right, key=lambda kind: _NUMBERS.index(kind.name))
    return Scalar("string")


def _union(left: Mapping[str, Type], right: Mapping[str, Type]) -> dict[str, Type]:
    union = dict(left)
    for name, kind in right.items():
        union[name] = merge(union[name], kind) if name in union else kind
    return union


def compatible(left: Type, right: Type) -> bool:
    """Whether a column may have both types without losing what either says."""
    if NULL in (left, right) or type(left) is not type(right):
        return NULL in (left, right)
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return left == right or {left.name, right.name} <= set(_NUMBERS)
    return True


def schema_of(record: Any) -> Schema:
    """The schema of one record; a top-level array is the single column ``array``."""
    if isinstance(record, dict):
        return Schema(_fields(record), frozenset(record))
    return Schema({"array": infer(record)}, frozenset({"array"}))


def merge_schemas(left: Schema, right: Schema) -> Schema:
    return Schema(_union(left.columns, right.columns), left.keys | right.keys)


def similarity(left: Schema, right: Schema) -> float:
    """How alike two schemas are, from 0 to 1: the columns that both have with compatible types, of all columns."""
    names = left.columns.keys() | right.columns.keys()
    if not names:
        return 1.0
    both = left.columns.keys() & right.columns.keys()
    return sum(compatible(left.columns[name], right.columns[name]) for name in both) / len(names)
