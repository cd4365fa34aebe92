"""Avro files by fastavro: their columns, and rows whose values are as ``formats`` has them."""

import io
import lzma
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import IO, Any, cast

import fastavro
from backports.zstd import ZstdError
from cramjam import DecompressionError
from fastavro.read import SchemaResolutionError
from fastavro.schema import SchemaParseException

from tickstack.formats.avro import CODECS
from tickstack.formats.avro_resolution import asked, fits_field, record, same, source
from tickstack.formats.avro_schema import Schema, SchemaError, held, kind, logical, parsed, plain, type_of
from tickstack.sql.types import TrinoType

_HEADER = {
    "type": "record",
    "name": "org.apache.avro.file.Header",
    "fields": [
        {"name": "magic", "type": {"type": "fixed", "name": "Magic", "size": 4}},
        {"name": "meta", "type": {"type": "map", "values": "bytes"}},
        {"name": "sync", "type": {"type": "fixed", "name": "Sync", "size": 16}},
    ],
}
_DAMAGED = SchemaResolutionError, SchemaParseException, zlib.error, lzma.LZMAError, ZstdError, DecompressionError
_BROKEN = LookupError, ValueError, ArithmeticError, OSError, EOFError, *_DAMAGED
_WORDS = {"expected sync marker not found": "Invalid sync!", "": "the data ends within a value"}
"""What Avro's own library says for what fastavro says."""


class BrokenAvroError(Exception):
    """The bytes are no Avro file, or a damaged one."""


@dataclass(frozen=True)
class AvroColumn:
    """A field that is wanted: its kind or logical type, and its type, None where Hive or the file has none for it."""

    name: str
    kind: str
    type: TrinoType | None
    field: Schema


class AvroFile:
    """A file's schema, of which ``text`` is its own spelling, and its records. Raises BrokenAvroError."""

    def __init__(self, data: bytes) -> None:
        self._stream = io.BytesIO(data)
        try:
            header = cast("dict[str, Any]", fastavro.schemaless_reader(self._stream, _HEADER))
            self.text: bytes = header["meta"]["avro.schema"]
        except _BROKEN as error:
            raise BrokenAvroError(f"Malformed header: {error}") from None
        self._first = self._stream.tell()
        self._sync, self._codec = header["sync"], header["meta"].get("avro.codec", b"null").decode("utf-8", "replace")
        if self._codec not in CODECS.values():
            raise BrokenAvroError(f"Unrecognized codec: {self._codec}")
        try:
            self._plain = plain(self.text)
            self._schema = _record(self._plain)
        except SchemaError as error:
            raise BrokenAvroError(str(error)) from None

    def columns(self, text: str | None) -> list[AvroColumn]:
        """The fields of the schema of a table, or without one of the file. Raises SchemaError."""
        wanted = self._schema if text is None else _record(plain(text))
        return [self._column(field) for field in wanted["fields"]]

    def _column(self, field: Schema) -> AvroColumn:
        value = held(field["type"])
        shown = "union" if value is None else logical(value) or kind(value)
        type_ = type_of(field["type"]) if fits_field(self._schema, field) else None
        found = source(self._schema, field)
        return AvroColumn(field["name"], shown, type_, {**field, "aliases": [found["name"]] if found else []})

    def count(self) -> int:
        """The number of records."""
        try:
            return sum(block.num_records for block in fastavro.block_reader(self._readable()))
        except _BROKEN as error:
            raise _broken(error) from None

    def rows(self, columns: Sequence[AvroColumn]) -> Iterator[tuple[Any, ...]]:
        """The values of columns that have a type, row by row; no more than a block is in memory."""
        wanted = {"type": "record", "fields": [column.field for column in columns]}
        made = record(wanted)
        try:
            for found in self._records(wanted):
                yield made(found)
        except _BROKEN as error:
            raise _broken(error) from None

    def _records(self, wanted: Schema) -> Iterator[dict[str, Any]]:
        names: dict[str, dict[Any, Any]] = {}
        fastavro.parse_schema(self._plain, names)
        reader = None if same(self._schema, wanted) else asked(wanted, tuple(names), count())
        found = fastavro.reader(self._readable(), reader, handle_unicode_errors="replace")
        return cast("Iterator[dict[str, Any]]", found)

    def _readable(self) -> IO[bytes]:
        """The file with a header of the plain schema."""
        header = io.BytesIO()
        fastavro.writer(header, self._plain, [], codec=self._codec, sync_marker=self._sync)
        header.seek(0)
        self._stream.seek(self._first)
        return cast("IO[bytes]", _Joined(header, self._stream))


def _broken(error: Exception) -> BrokenAvroError:
    return BrokenAvroError(_WORDS.get(str(error), str(error)))


def _record(schema: Schema) -> Schema:
    found = parsed(schema)
    if kind(found) != "record":
        raise SchemaError("the schema is not that of a record")
    return found


class _Joined:
    """A header, and the blocks of another file after it: fastavro takes the schema from a header alone."""

    def __init__(self, header: IO[bytes], blocks: IO[bytes]) -> None:
        self._header, self._blocks = header, blocks

    def read(self, size: int) -> bytes:
        return self._header.read(size) or self._blocks.read(size)

    def tell(self) -> int:
        return self._blocks.tell()
