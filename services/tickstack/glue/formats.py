"""What a file is, from its first bytes: its compression and its format, by the crawler's built-in classifiers."""

import bz2
import codecs
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

from tickstack.glue.delimited import delimiter_of

_COMPRESSIONS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"PK\x03\x04", "zip"), (b"\x28\xb5\x2f\xfd", "zstd"))
_FORMATS = (
    (b"Obj\x01", "avro"),
    (b"ORC", "orc"),
    (b"PAR1", "parquet"),
    (b"\xe0\x01\x00\xea", "ion"),
)
_BLANK = re.compile(r"\s*")


def compression(head: bytes) -> str:
    """``none``, ``gzip``, ``bzip2``, ``zip`` or ``zstd``."""
    return next((name for magic, name in _COMPRESSIONS if head.startswith(magic)), "none")


def expand(head: bytes, kind: str, limit: int) -> bytes:
    """At most ``limit`` plain bytes of the start of a file. Raises ValueError if ``kind`` cannot be read."""
    if kind == "none":
        return head[:limit]
    try:
        if kind == "gzip":
            return zlib.decompressobj(wbits=31).decompress(head, limit)
        if kind == "bzip2":
            return bz2.BZ2Decompressor().decompress(head, limit)
    except (zlib.error, OSError) as error:
        raise ValueError(f"damaged {kind} data: {error}") from None
    raise ValueError(f"{kind} compression is not supported")


def classify(plain: bytes) -> str:
    """The classification of plain bytes; ``UNKNOWN`` if no classifier knows them."""
    found = next((name for magic, name in _FORMATS if plain.startswith(magic)), None)
    if found:
        return found
    text = decode(plain)
    if next(records(text), None) is not None:
        return "json"
    if text.lstrip().startswith("<"):
        return "xml"
    return "csv" if delimiter_of(text) else "UNKNOWN"


def decode(plain: bytes) -> str:
    """Text of UTF-8 bytes that may stop inside a character."""
    return codecs.getincrementaldecoder("utf-8-sig")("replace").decode(plain)


def records(text: str) -> Iterator[Any]:
    """The objects and arrays that ``text`` is a row of, with or without line ends between; ends at what is neither.

    ``NaN`` and ``Infinity`` are taken for numbers. A record that is cut off is not given.
    """
    decoder = json.JSONDecoder()
    position = 0
    while True:
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        if text[position : position + 1] not in ("{", "["):
            return
        try:
            record, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield record
