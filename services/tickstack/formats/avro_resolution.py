"""What fastavro is told to read data of one Avro schema as another by, and what is made of the values that it reads.

https://avro.apache.org/docs/1.11.1/specification/#schema-resolution; values become as ``formats`` has them.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tickstack.formats.avro_schema import Schema, held, kind, logical

_PROMOTIONS = {"int": ("long", "float", "double"), "long": ("float", "double"), "float": ("double",)} | {
    "string": ("bytes",),
    "bytes": ("string",),
}
_UNITS = {"millis": 1_000_000, "micros": 1000}
_DAY = 86_400_000_000_000
_MOMENTS = range(-2_440_588 * _DAY, 106_751_991 * _DAY)
"""What the engine holds, in nanoseconds: from Julian day 0 to the last day of 64 bits of microseconds."""

type Shape = Callable[[Any], Any]


def fits(written: Schema, wanted: Schema) -> bool:
    """Whether values go into what is wanted; of a union it is enough that some do: each is looked at as it comes."""
    if isinstance(written, list):
        return any(fits(branch, wanted) for branch in written if kind(branch) != "null" or written == ["null"])
    if isinstance(wanted, list):
        return any(fits(written, branch) for branch in wanted)
    of = kind(written)
    if of != kind(wanted):
        return kind(wanted) in _PROMOTIONS.get(of, ())
    if of == "record":
        return all(fits_field(written, each) for each in wanted["fields"])
    if of in ("array", "map"):
        inner = "items" if of == "array" else "values"
        return fits(written[inner], wanted[inner])
    return of != "fixed" or bool(written["size"] == wanted["size"])


def fits_field(written: Schema, wanted: Schema) -> bool:
    """Whether a record has what goes into a field, or that has a default."""
    found = source(written, wanted)
    return "otherwise" in wanted if found is None else fits(found["type"], wanted["type"])


def source(written: Schema, wanted: Schema) -> Schema | None:
    """The field of a record that a field is read from: that of its name, else of its first alias that is there."""
    there = {each["name"]: each for each in written["fields"]}
    return next((there[name] for name in (wanted["name"], *wanted.get("aliases", ())) if name in there), None)


def same(written: Schema, wanted: Schema) -> bool:
    """Whether the one is encoded as the other and reads alike: fastavro reads twice as fast without resolution."""
    of = kind(written)
    if of != kind(wanted):
        return False
    if of == "union":
        return _all_same(written, wanted)
    if of == "record":
        names = [[each["name"] for each in record["fields"]] for record in (written, wanted)]
        types = [[each["type"] for each in record["fields"]] for record in (written, wanted)]
        return names[0] == names[1] and _all_same(*types)
    if of in ("array", "map"):
        inner = "items" if of == "array" else "values"
        return same(written[inner], wanted[inner])
    return of not in ("enum", "fixed") or all(written.get(key) == wanted.get(key) for key in ("symbols", "size"))


def _all_same(written: Sequence[Schema], wanted: Sequence[Schema]) -> bool:
    return len(written) == len(wanted) and all(map(same, written, wanted))


def asked(schema: Schema, aliases: Sequence[str], names: Iterator[int]) -> Schema:
    """What fastavro is to read as this: names of types say nothing, so that each has all that were written."""
    if isinstance(schema, list):
        return [asked(branch, aliases, names) for branch in schema]
    of = kind(schema)
    if of in ("array", "map"):
        inner = "items" if of == "array" else "values"
        return {"type": of, inner: asked(schema[inner], aliases, names)}
    if of not in ("record", "enum", "fixed"):
        return of
    made = {key: schema[key] for key in ("type", "symbols", "size") if key in schema}
    made |= {"name": f"t{next(names)}", "aliases": list(aliases), **_default(schema)}
    if of == "record":
        made["fields"] = [_field(each, asked(each["type"], aliases, names)) for each in schema["fields"]]
    return made


def _field(field: Schema, of: Schema) -> Schema:
    return {"name": field["name"], "aliases": field.get("aliases", []), "type": of, **_default(field)}


def _default(schema: Schema) -> Schema:
    return {"default": schema["otherwise"]} if "otherwise" in schema else {}


def shaped(schema: Schema) -> Shape | None:
    """What makes a value, or a default as JSON has it, into one of a type; None where it stays as it is."""
    value = held(schema)
    made = _SHAPES.get(kind(value), _unchanged)(value)
    if made is None or not isinstance(schema, list):
        return made
    return lambda value: None if value is None else made(value)


def _unchanged(_schema: Schema) -> None:
    return None


def _number(schema: Schema) -> Shape | None:
    moment, _, unit = logical(schema).rpartition("-")
    if moment not in ("timestamp", "local-timestamp") or unit not in _UNITS:
        return None
    nanoseconds = _UNITS[unit]

    def moment_of(value: int) -> int:
        made = value * nanoseconds
        if made not in _MOMENTS:
            raise ValueError(f"{logical(schema)} out of range: {value}")
        return made

    return moment_of


def _octets(schema: Schema) -> Shape:
    """A default's bytes are text of their code points."""
    if logical(schema) == "decimal":
        return lambda value: int.from_bytes(_encoded(value), "big", signed=True)
    return _encoded


def _encoded(value: bytes | str) -> bytes:
    return value.encode("latin-1") if isinstance(value, str) else value


def _array(schema: Schema) -> Shape | None:
    inner = shaped(schema["items"])
    return None if inner is None else lambda values: [inner(value) for value in values]


def _map(schema: Schema) -> Shape | None:
    inner = shaped(schema["values"])
    return None if inner is None else lambda entries: {key: inner(value) for key, value in entries.items()}


def record(schema: Schema) -> Shape:
    """What makes a record into the tuple of its fields' values: a default of records need not name all."""
    parts = [(each["name"], shaped(each["type"]), each.get("otherwise")) for each in schema["fields"]]

    def values(found: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            [
                found.get(name, default) if make is None else make(found.get(name, default))
                for name, make, default in parts
            ]
        )

    return values


_SHAPES: dict[str, Callable[[Schema], Shape | None]] = {
    "long": _number,
    "bytes": _octets,
    "fixed": _octets,
    "array": _array,
    "map": _map,
    "record": record,
}
