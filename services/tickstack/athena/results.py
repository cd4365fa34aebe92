"""A result as Athena's files: written once as CSV or text, read again page by page straight from S3.

CSV is Athena's own dialect: every value quoted, NULL unquoted and empty, ``""`` an empty string, values with raw line
ends; the standard library's cannot write a row of one NULL, and cannot say at which byte a page ended.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from botocore.exceptions import ClientError

from tickstack.athena.locations import ObjectPath

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

type Row = Sequence[str | None]

_VALUE = re.compile(rb'(?:"([^"]*(?:""[^"]*)*)")?(,|$)')
_CHUNK = 64 * 1024


class Page(NamedTuple):
    """Rows of a result, and the byte after them."""

    rows: list[list[str | None]]
    end: int


def write_csv(file: IO[bytes], header: Sequence[str], rows: Iterable[Row]) -> int:
    """Write the file; gives the number of rows without the header."""
    file.write(_csv_line(header))
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the number is what is wanted after the loop
        file.write(_csv_line(row))
    return count


def _csv_line(row: Row) -> bytes:
    values = ("" if value is None else '"' + value.replace('"', '""') + '"' for value in row)
    return (",".join(values) + "\n").encode()


def write_text(file: IO[bytes], header: Sequence[str], rows: Iterable[Row]) -> int:
    """Write rows of tab-joined text, without a line end after the last; EXPLAIN's file has a header line."""
    count = 0
    for count, row in enumerate(itertools.chain([header] if header else [], rows), 1):
        line = "\t".join(value or "" for value in row)
        file.write(f"\n{line}".encode() if count > 1 else line.encode())
    return count - bool(header)


def read_page(s3: "S3Client", path: ObjectPath, *, start: int, limit: int) -> Page:
    """At most ``limit`` rows (the header is one) from byte ``start`` on, which is where a row begins.

    A ``.csv`` object is read as CSV, any other as text. Raises ClientError, as of an object that is gone.
    """
    records = _records if path.key.endswith(".csv") else _lines
    parse = _parse_csv if path.key.endswith(".csv") else _parse_text
    rows: list[list[str | None]] = []
    end = start
    try:
        body = s3.get_object(Bucket=path.bucket, Key=path.key, Range=f"bytes={start}-")["Body"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "InvalidRange":
            return Page(rows, end)
        raise
    with body:
        for record in records(_lines_of(body.iter_chunks(_CHUNK))):
            if len(rows) == limit:
                break
            rows.append(parse(record))
            end += len(record)
    return Page(rows, end)


def _lines_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines with their ``\\n``, which alone ends a line."""
    pending: list[bytes] = []
    for chunk in chunks:
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            yield b"".join((*pending, line, b"\n"))
            pending = []
        pending.append(rest)
    if last := b"".join(pending):
        yield last


def _lines(lines: Iterator[bytes]) -> Iterator[bytes]:
    return lines


def _records(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Whole CSV records: lines until the quotes are closed."""
    pending: list[bytes] = []
    quotes = 0
    for line in lines:
        pending.append(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            yield b"".join(pending)
            pending.clear()


def _parse_csv(record: bytes) -> list[str | None]:
    row: list[str | None] = []
    for found in _VALUE.finditer(record.removesuffix(b"\n")):
        value = found[1]
        row.append(None if value is None else value.replace(b'""', b'"').decode())
        if found[2] == b"":
            break
    return row


def _parse_text(record: bytes) -> list[str | None]:
    return [record.removesuffix(b"\n").decode()]
