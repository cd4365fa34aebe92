"""Delimited text: org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe, with its escapes and its nested values.

A value that does not read as its type is NULL. The delimiters of nested values go by depth: of an array's elements and
a row's fields the next one, of a map's entries the next and of its keys the one after.
"""

# ruff: noqa: ARG001 -- the handlers of one table share a signature

import re
from collections.abc import Sequence

from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage
from tickstack.sql.quoting import literal_text
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TrinoType, duckdb_type
from tickstack.tables import moment_texts

SCALARS: dict[str, str] = {
    "varchar": "{0}",
    "char": "{0}",
    "boolean": "CASE lower({0}) WHEN 'true' THEN true WHEN 'false' THEN false END",
    **dict.fromkeys(("real", "double"), "TRY_CAST({0} AS {1})"),
    **dict.fromkeys(("decimal", "date"), "TRY_CAST({0} AS {1})"),
    "timestamp": moment_texts.PLAIN,
    **dict.fromkeys(
        ("tinyint", "smallint", "integer", "bigint"),
        "CASE WHEN regexp_full_match({0}, '[+-]?\\d+') THEN TRY_CAST({0} AS {1}) END",
    ),
    "varbinary": "TRY(from_base64({0}))",
}


def escaped_fields(line: str, marks: str) -> list[str]:
    """The fields of a line, still escaped: ``marks`` are the delimiter and the escape before one that is text."""
    delimiter, escape = map(re.escape, marks)
    return re.findall(rf"(?:^|{delimiter})((?:{escape}.|[^{delimiter}{escape}])*{escape}?)", line, re.DOTALL)


def unescaped(text: str, escape: str) -> str:
    """The text that is meant: ``\\n`` and ``\\r`` are ends of lines, any other character stands for itself."""
    ends = {"n": "\n", "r": "\r"}
    return re.sub(f"{re.escape(escape)}(.)", lambda match: ends.get(match[1], match[1]), text, flags=re.DOTALL)


def _delimiters(storage: Storage) -> list[str]:
    parameters = storage.serde_parameters
    collection = parameters.get("collection.delim") or parameters.get("colelction.delim")
    nested = [_byte(collection, "\x02"), _byte(parameters.get("mapkey.delim"), "\x03")]
    return [field_delimiter(storage), *nested, *map(chr, range(4, 9))]


def field_delimiter(storage: Storage) -> str:
    """What stands between the fields of a line."""
    parameters = storage.serde_parameters
    return _byte(parameters.get("field.delim") or parameters.get("serialization.format"), "\x01")


def _byte(text: str | None, default: str) -> str:
    """A delimiter is one byte: the one of this number, or the first of a text (getByte of Hive's LazyUtils)."""
    if not text:
        return default
    number = int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else 128
    return chr(number) if number < 128 else text[0]


def _escape(storage: Storage) -> str:
    return storage.serde_parameters.get("escape.delim", "")[:1]


def document(storage: Storage, columns: Sequence[Column]) -> str:
    """The fields of ``line``."""
    if storage.serde_parameters.get("line.delim", "\n") not in ("", "\n"):
        raise _unsupported("the SerDe property line.delim")
    return _split(storage, "line", _delimiters(storage)[0])


def inputs(storage: Storage, declared: Column, index: int) -> Sequence[str]:
    """The field of a column."""
    return (f'document[{index + 1}] AS "t{index}"',)


def column(storage: Storage, declared: Column, index: int) -> str:
    """A column's value."""
    return _value(storage, f'"t{index}"', hive_type(declared.type), 1)


def _value(storage: Storage, text: str, kind: TrinoType, depth: int) -> str:
    null = literal_text(storage.serde_parameters.get("serialization.null.format", "\\N"))
    if kind.base in ("array", "map", "row"):
        made = {"array": _array, "map": _map, "row": _row}[kind.base](storage, text, kind, depth)
        return f"CASE WHEN {text} <> {null} THEN {made} END"
    reader = SCALARS.get(kind.base)
    if reader is None:
        raise _unsupported(f"columns of type {kind} in delimited text")
    value = f"nullif({text}, {null})"
    escape = _escape(storage)
    if escape:
        mark = literal_text(escape)
        value = f"CASE WHEN contains({value}, {mark}) THEN unescaped({value}, {mark}) ELSE {value} END"
    if kind.base == "char":
        return f"rpad({value}, {kind.numbers[0]}, ' ')"
    if kind.base == "varchar" and kind.numbers:
        return f"left({value}, {kind.numbers[0]})"
    if kind.base == "timestamp":
        reader = moment_texts.reader(moment_texts.formats_of(storage), reader)
    return reader.format(value, duckdb_type(kind))


def _split(storage: Storage, text: str, delimiter: str) -> str:
    """The parts of a text, which stay escaped."""
    split, escape = f"string_split({text}, {literal_text(delimiter)})", _escape(storage)
    if not escape:
        return split
    parts = f"escaped_fields({text}, {literal_text(delimiter + escape)})"
    return f"CASE WHEN contains({text}, {literal_text(escape)}) THEN {parts} ELSE {split} END"


def _pieces(storage: Storage, text: str, delimiter: str) -> str:
    return f"CASE WHEN {text} = '' THEN [] ELSE {_split(storage, text, delimiter)} END"


def _array(storage: Storage, text: str, kind: TrinoType, depth: int) -> str:
    element = f'"e{depth}"'
    pieces = _pieces(storage, text, _delimiters(storage)[depth])
    return f"list_transform({pieces}, lambda {element}: {_value(storage, element, kind.inner[0], depth + 1)})"


def _map(storage: Storage, text: str, kind: TrinoType, depth: int) -> str:
    """Entries whose keys come first; a mark in a value is part of it."""
    entry, at = f'"e{depth}"', _delimiters(storage)[depth + 1]
    name = f"({_split(storage, entry, at)})[1]"
    key = _value(storage, name, kind.inner[0], depth + 2)
    rest = f"CASE WHEN length({entry}) > length({name}) THEN substr({entry}, length({name}) + {len(at)} + 1) END"
    value = _value(storage, f"({rest})", kind.inner[1], depth + 2)
    pieces = _pieces(storage, text, _delimiters(storage)[depth])
    entries = f"list_filter({pieces}, lambda {entry}: ({key}) IS NOT NULL)"
    return f"map(list_transform({entries}, lambda {entry}: {key}), list_transform({entries}, lambda {entry}: {value}))"


def _row(storage: Storage, text: str, kind: TrinoType, depth: int) -> str:
    pieces = _split(storage, text, _delimiters(storage)[depth])
    fields = (
        f"f{index} := {_value(storage, f'({pieces})[{index + 1}]', inner, depth + 1)}"
        for index, inner in enumerate(kind.inner)
    )
    return f"struct_pack({', '.join(fields)})"


def _unsupported(what: str) -> QueryError:
    return QueryError("NOT_SUPPORTED", f"tickstack does not support {what}", type=1200)
