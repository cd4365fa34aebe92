"""RecordDeAggregation: one record that holds several, consecutive JSON objects or parts between delimiters.

What cannot be split, and what would make more than 500, goes on whole: the service says nothing of it either, but the
transformer sees one record and a partition key is not found. Sources: the developer guide's page on aggregated data,
observations of the service. [unsure] whether the objects before a fault would be split off.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from tickstack.firehose.records import Record, parts_of

MAX_PARTS = 500

_DECODER = json.JSONDecoder()
_BLANKS = " \t\r\n"


@dataclass(frozen=True)
class JsonDeAggregation:
    """Objects one after the other, or one per line; an array is no object."""

    def __call__(self, record: Record) -> Sequence[Record]:
        try:
            parts = _objects(record.data.decode())
        except (ValueError, RecursionError):
            return [record]
        return _split(record, parts)


@dataclass(frozen=True)
class DelimitedDeAggregation:
    """Parts between delimiters, which are configured in base64; empty parts are left out."""

    delimiter: str

    def __call__(self, record: Record) -> Sequence[Record]:
        return _split(record, [part for part in record.data.split(base64.b64decode(self.delimiter)) if part])


def _split(record: Record, parts: Sequence[bytes]) -> Sequence[Record]:
    return parts_of(record, parts) if 1 <= len(parts) <= MAX_PARTS else [record]


def _objects(text: str) -> list[bytes]:
    """The texts of the objects that ``text`` consists of. Raises ValueError when there is anything else."""
    objects = []
    position, end = _next(text, 0), len(text)
    while position < end:
        if text[position] != "{":
            raise ValueError("not an object")
        _, after = _DECODER.raw_decode(text, position)
        objects.append(text[position:after].encode())
        position = _next(text, after)
    return objects


def _next(text: str, position: int) -> int:
    while position < len(text) and text[position] in _BLANKS:
        position += 1
    return position
