"""What reads a value that was written by one Avro schema as one of another: by name, with defaults and promotions.

https://avro.apache.org/docs/1.11.1/specification/#schema-resolution; values are as ``formats`` has them.
"""

from collections.abc import Callable
from typing import Any

from tickstack.formats.avro_cursor import Cursor
from tickstack.formats.avro_schema import Field, Schema, SchemaError

_PROMOTIONS = {"int": ("long", "float", "double"), "long": ("float", "double"), "float": ("double",)} | {
    "string": ("bytes",),
    "bytes": ("string",),
}
_MILLIS, _MICROS = 1_000_000, 1000


type Read = Callable[[Cursor], Any]

_PLAIN: dict[str, Read] = {
    "null": lambda _: None,
    "boolean": Cursor.flag,
    "int": Cursor.long,
    "long": Cursor.long,
    "float": Cursor.single,
    "double": Cursor.double,
    "bytes": Cursor.blob,
    "string": Cursor.text,
}


_CHANGES: dict[str, Callable[[Any], Any]] = {
    "string": lambda value: value.decode("utf-8", "replace"),
    "bytes": str.encode,
    "float": float,
    "double": float,
}


def reader(written: Schema, wanted: Schema) -> Read:
    """What reads a value. Raises SchemaError where ``wanted`` cannot be made of it, ValueError while it reads."""
    if written.kind == "union":
        return _union(written, wanted)
    if wanted.kind == "union":
        return reader(written, _branch(written, wanted))
    if not _matches(written, wanted):
        raise SchemaError(f"Found {written.name or written.kind}, expecting {wanted.name or wanted.kind}")
    nested = {"record": _record, "array": _array, "map": _map, "enum": _enum}.get(written.kind)
    return nested(written, wanted) if nested else _scalar(written, wanted)


def _union(written: Schema, wanted: Schema) -> Read:
    branches = [_possible(branch, wanted) for branch in written.inner]
    kinds = [branch.kind for branch in written.inner]
    if len(kinds) != 2 or "null" not in kinds or wanted.kind != "union" or _without_null(wanted):
        return lambda cursor: branches[cursor.long()](cursor)
    null = 2 * kinds.index("null")
    held = branches[1 - kinds.index("null")]

    def optional(cursor: Cursor) -> Any:
        """The usual union, of which one byte says whether there is a value."""
        at = cursor.at
        cursor.at = at + 1
        branch = cursor.data[at]
        if branch == null:
            return None
        if branch > 2:
            raise IndexError("a union has no such branch")
        return held(cursor)

    return optional


def _without_null(union: Schema) -> bool:
    return all(branch.kind != "null" for branch in union.inner)


def _possible(branch: Schema, wanted: Schema) -> Read:
    """A branch that does not go into what is wanted is an error once it comes."""
    try:
        return reader(branch, wanted)
    except SchemaError as error:
        message = str(error)

    def refused(_cursor: Cursor) -> Any:
        raise SchemaError(message)

    return refused


def _branch(written: Schema, wanted: Schema) -> Schema:
    same = [branch for branch in wanted.inner if branch.kind == written.kind and _matches(written, branch)]
    found = same or [branch for branch in wanted.inner if _matches(written, branch)]
    if not found:
        raise SchemaError(f"Found {written.name or written.kind}, expecting union")
    return found[0]


def _matches(written: Schema, wanted: Schema) -> bool:
    if wanted.kind == "union":
        return True
    if written.kind == "fixed" and wanted.kind == "fixed":
        return written.size == wanted.size
    return written.kind == wanted.kind or wanted.kind in _PROMOTIONS.get(written.kind, ())


def _scalar(written: Schema, wanted: Schema) -> Read:
    read = _PLAIN.get(written.kind) or (lambda cursor: cursor.take(written.size))
    make = shaped(wanted)
    change = _CHANGES.get(wanted.kind) if written.kind != wanted.kind else None
    if change is not None:
        return lambda cursor: change(read(cursor))
    return read if make is None else lambda cursor: make(read(cursor))


def shaped(schema: Schema) -> Callable[[Any], Any] | None:
    """What makes a value of its logical type; None where it stays as it is."""
    if schema.logical == "decimal" and schema.kind in ("bytes", "fixed"):
        return lambda value: int.from_bytes(value, "big", signed=True)
    if schema.kind == "long" and schema.logical.endswith("timestamp-millis"):
        return lambda value: value * _MILLIS
    if schema.kind == "long" and schema.logical.endswith("timestamp-micros"):
        return lambda value: value * _MICROS
    return None


def _array(written: Schema, wanted: Schema) -> Read:
    element = reader(written.inner[0], wanted.inner[0])
    return lambda cursor: [element(cursor) for count in cursor.blocks() for _ in range(count)]


def _map(written: Schema, wanted: Schema) -> Read:
    value = reader(written.inner[0], wanted.inner[0])
    return lambda cursor: {cursor.text(): value(cursor) for count in cursor.blocks() for _ in range(count)}


def _enum(written: Schema, wanted: Schema) -> Read:
    default = wanted.attributes.get("default")
    known = [symbol if symbol in wanted.symbols else default for symbol in written.symbols]

    def read(cursor: Cursor) -> str:
        found = known[cursor.long()]
        if found is None:
            raise SchemaError(f"No match for a symbol of {wanted.name}")
        return found

    return read


def _record(written: Schema, wanted: Schema) -> Read:
    places = {name: index for index, each in enumerate(wanted.fields) for name in (*each.aliases, each.name)}
    there = {places[each.name] for each in written.fields if each.name in places}
    absent = [absent_value(each) if index not in there else None for index, each in enumerate(wanted.fields)]
    steps = [(places.get(each.name), _read(each, wanted, places)) for each in written.fields]

    def read(cursor: Cursor) -> tuple[Any, ...]:
        made = absent.copy()
        for place, step in steps:
            if place is None:
                step(cursor)
            else:
                made[place] = step(cursor)
        return tuple(made)

    return read


def _read(each: Field, wanted: Schema, places: dict[str, int]) -> Read:
    place = places.get(each.name)
    return skipper(each.schema) if place is None else reader(each.schema, wanted.fields[place].schema)


def skipper(schema: Schema) -> Read:
    """What passes over a value: reads it as what it was written as, also one that is within itself."""
    made: list[Read] = []

    def skip(cursor: Cursor) -> Any:
        if not made:
            made.append(_skipped(schema))
        return made[0](cursor)

    return skip


def _skipped(schema: Schema) -> Read:
    if schema.kind == "record":
        steps = [skipper(each.schema) for each in schema.fields]
        return lambda cursor: [step(cursor) for step in steps]
    if schema.kind == "union":
        branches = [skipper(branch) for branch in schema.inner]
        return lambda cursor: branches[cursor.long()](cursor)
    if schema.kind in ("array", "map"):
        inner = skipper(schema.inner[0])
        key: Read = Cursor.blob if schema.kind == "map" else _PLAIN["null"]
        return lambda cursor: [(key(cursor), inner(cursor)) for count in cursor.blocks() for _ in range(count)]
    if schema.kind == "fixed":
        return lambda cursor: cursor.take(schema.size)
    return _PLAIN.get(schema.kind, Cursor.long)


def absent_value(each: Field) -> Any:
    """The value of a field that was not written. Raises SchemaError for one without a default."""
    if not each.has_default:
        raise SchemaError(f"missing required field {each.name}")
    return _default(each.schema, each.default)


def _default(schema: Schema, value: Any) -> Any:
    """A default, which JSON holds: of a union it is of the first branch, and bytes are text of their code points."""
    if schema.kind == "union":
        return _default(schema.inner[0], value) if schema.inner else None
    if schema.kind == "record":
        given = {each.name: value.get(each.name, each.default) for each in schema.fields}
        return tuple(_default(each.schema, given[each.name]) for each in schema.fields)
    if schema.kind == "array":
        return [_default(schema.inner[0], each) for each in value]
    if schema.kind == "map":
        return {key: _default(schema.inner[0], each) for key, each in value.items()}
    if schema.kind in ("bytes", "fixed"):
        value = value.encode("latin-1")
    if schema.kind in ("float", "double"):
        value = float(value)
    make = shaped(schema)
    return value if make is None else make(value)
