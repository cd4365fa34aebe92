"""The records of one object as a file: each gives its rows, or fails for itself.

A record that fails gives no row, also where a document before the wrong one was right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tickstack.firehose.conversion.definition import Conversion
from tickstack.firehose.conversion.documents import TOO_DEEP, MalformedJson, documents
from tickstack.firehose.conversion.schema import Schema, UnsupportedTypeError
from tickstack.firehose.conversion.values import Mismatch
from tickstack.firehose.faults import Fault
from tickstack.sql.types import TrinoType

_CODE = "DataFormatConversion"
_EMPTY = Fault(f"{_CODE}.MalformedData", "The record was empty or contained only whitespace.")
_PRIMITIVE = Fault(
    f"{_CODE}.MalformedData",
    "The input JSON contained a primitive at the top level. The top level must be an object or array.",
)
_ARRAY = Fault(f"{_CODE}.MalformedData", "Data does not match the schema. The top level must not be an array.")


@dataclass(frozen=True)
class File:
    """A converted object's body, and what its name ends with."""

    body: bytes
    extension: str


@dataclass
class Converted:
    """``file`` holds the rows, None without any; ``failed`` has the faults of records by their index."""

    file: bytes | None = None
    failed: dict[int, Fault] = field(default_factory=dict)


def convert(records: Sequence[bytes], schema: Schema, conversion: Conversion) -> Converted:
    """Convert records by the columns of ``schema``."""
    try:
        columns = _columns(schema, conversion)
    except UnsupportedTypeError:
        return all_failed(records, _invalid_schema(conversion))
    converted = Converted()
    rows = _Rows(columns, conversion, converted.failed)
    file = conversion.write(columns, rows.of(records))
    converted.file = file if len(converted.failed) < len(records) else None
    return converted


def table_not_found(conversion: Conversion) -> Fault:
    """The fault of records whose table is no longer there."""
    table = conversion.table
    message = (
        f"The specified table/database could not be found. Please ensure that the table {table.name} exists in the "
        f"database {table.database} and that their names are correct, especially with regards to casing."
    )
    return Fault(f"{_CODE}.EntityNotFound", message)


def all_failed(records: Sequence[bytes], fault: Fault) -> Converted:
    """Every record has the same fault."""
    return Converted(failed=dict.fromkeys(range(len(records)), fault))


def _columns(schema: Schema, conversion: Conversion) -> list[tuple[str, TrinoType]]:
    columns = schema.typed()
    if not columns or not all(conversion.deserializer.supports(*column) for column in columns):
        raise UnsupportedTypeError
    return columns


def _invalid_schema(conversion: Conversion) -> Fault:
    message = f"The schema is invalid. One or more columns have types that are not supported by {conversion.serde}"
    return Fault(f"{_CODE}.InvalidSchema", message)


class _Rows:
    """What makes rows of records, and notes the faults of the others."""

    def __init__(
        self, columns: Sequence[tuple[str, TrinoType]], conversion: Conversion, failed: dict[int, Fault]
    ) -> None:
        kinds, names = tuple(kind for _, kind in columns), tuple(name for name, _ in columns)
        self._row = conversion.deserializer.reader(TrinoType("row", (), kinds, names))
        self._failed = failed

    def of(self, records: Sequence[bytes]) -> Iterator[Sequence[Any]]:
        for index, record in enumerate(records):
            found = self._found(record)
            if isinstance(found, Fault):
                self._failed[index] = found
            else:
                yield from found

    def _found(self, record: bytes) -> list[Sequence[Any]] | Fault:
        try:
            found = documents(record)
        except MalformedJson as error:
            return Fault(f"{_CODE}.ParseError", f"Encountered malformed JSON. {error}")
        if not found:
            return _EMPTY
        for document in found:
            if not isinstance(document, dict):
                return _ARRAY if isinstance(document, list) else _PRIMITIVE
        try:
            return [self._row(document) for document in found]
        except RecursionError:
            return Fault(f"{_CODE}.ParseError", f"Encountered malformed JSON. {TOO_DEEP}")
        except Mismatch as error:
            return Fault(f"{_CODE}.MalformedData", f"Data does not match the schema. {error}")
