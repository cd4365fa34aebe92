"""The lines of a text object, by the table's input format, without its headers and footers.

They come in pieces of bounded size, so that one large object neither fills memory nor keeps a single core busy.
"""

from collections.abc import Callable, Iterator, Mapping

from tickstack.errors import QueryError
from tickstack.glue.model import Storage, Table
from tickstack.tables.files import SYMLINKS, StoredObject
from tickstack.tables.openx import InvalidJson, records

PIECE = 16 * 1024 * 1024

type Read = Callable[[StoredObject, bytes], Iterator[str]]
"""Gives the pieces of an object, each of which ends without a newline."""


def reader(table: Table, storage: Storage) -> Read:
    """What reads the objects of a part of a table. Raises NOT_SUPPORTED for an input format of no lines."""
    if storage.input_format in ("", "org.apache.hadoop.mapred.TextInputFormat", SYMLINKS):
        parameters = {**table.parameters, **storage.parameters}
        header, footer = (_count(parameters, f"skip.{end}.line.count") for end in ("header", "footer"))
        return lambda _, data: pieces(data, header, footer)
    if storage.input_format == "com.amazon.emr.cloudtrail.CloudTrailInputFormat":
        return _records
    raise QueryError("NOT_SUPPORTED", f"tickstack does not support the input format {storage.input_format}", type=1200)


def _count(parameters: Mapping[str, str], name: str) -> int:
    """https://github.com/trinodb/trino/blob/422/plugin/trino-hive/src/main/java/io/trino/plugin/hive/util/HiveUtil.java."""
    text = parameters.get(name, "").strip() or "0"
    if not text.isdecimal():
        raise QueryError("HIVE_INVALID_METADATA", f"Invalid value for {name} property: {text}")
    return int(text)


def pieces(data: bytes, header: int, footer: int = 0) -> Iterator[str]:
    """The lines of an object without the first ``header`` and the last ``footer``."""
    content = data.decode("utf-8", "replace")
    for _ in range(header):
        content = content.partition("\n")[2]
    for _ in range(footer):
        body, ended, _ = content.removesuffix("\n").rpartition("\n")
        content = body + ended
    start = 0
    while start < len(content):
        end = content.find("\n", start + PIECE)
        end = len(content) if end < 0 else end
        yield content[start:end].removesuffix("\n") if end == len(content) else content[start:end]
        start = end + 1


def _records(item: StoredObject, data: bytes) -> Iterator[str]:
    """CloudTrail's documents: https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html."""
    try:
        yield from pieces("\n".join(records(data.decode("utf-8", "replace"))).encode("utf-8", "replace"), 0)
    except (InvalidJson, RecursionError) as error:
        raise QueryError("HIVE_CURSOR_ERROR", f"Failed to read file: {item.url}: {error}") from None
