"""Delimited text as a crawler sees it: its delimiter, whether it has a header, and the types of its columns.

https://docs.aws.amazon.com/glue/latest/dg/add-classifier.html#classifier-built-in; the rows are cut as LazySimpleSerDe
will, which knows no quotes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tickstack.glue.inference import Scalar, Schema

DELIMITERS = ",|\t;\x01"
_MOST_LINES = 1000
_MOST_NAME = 150
_WHOLE = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


@dataclass(frozen=True)
class Delimited:
    """A file's delimiter, whether its first row names the columns, their types, and the number of rows seen."""

    delimiter: str
    header: bool
    schema: Schema
    rows: int


def delimiter_of(text: str) -> str | None:
    """The mark of which each of the first rows has as many, at least one; None for what is no delimited text."""
    lines = text.splitlines()[:10]
    if len(lines) < 2:
        return None
    whole = lines if len(lines) < 10 else lines[:-1]
    found = (mark for mark in DELIMITERS if lines[0].count(mark) and len({line.count(mark) for line in whole}) == 1)
    return next(found, None)


def read(text: str, *, complete: bool) -> Delimited:
    """What a text says that has a delimiter; one that is not ``complete`` ends within a line."""
    mark = delimiter_of(text) or DELIMITERS[0]
    lines = text.splitlines()
    lines = (lines if complete or len(lines) < 3 else lines[:-1])[: _MOST_LINES + 1]
    rows = [line.removesuffix("\r").split(mark) for line in lines if line]
    header = _names(rows)
    body = rows[1:] if header else rows
    names = header or [f"col{index}" for index in range(max(map(len, rows)))]
    kinds = [_kind([row[index] for row in body if index < len(row)]) for index in range(len(names))]
    columns = {name: Scalar(kind) for name, kind in zip(names, kinds, strict=True)}
    return Delimited(mark, bool(header), Schema(columns), len(body))


def _kind(values: Sequence[str]) -> str:
    found = [value.strip() for value in values if value.strip()]
    if found and all(_WHOLE.fullmatch(value) for value in found):
        return "bigint"
    return "double" if found and all(_NUMBER.fullmatch(value) for value in found) else "string"


def _names(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names in the first row; none where it is a row like the others."""
    first, rest = rows[0], rows[1:]
    cells = [cell.strip() for cell in first]
    texts = all(cell and len(cell) < _MOST_NAME and _kind([cell]) == "string" for cell in cells)
    if not texts or len({cell.lower() for cell in cells}) < len(cells) or not rest:
        return []
    kinds = (_kind([row[index] for row in rest if index < len(row)]) for index in range(len(cells)))
    return [cell.lower() for cell in cells] if any(kind != "string" for kind in kinds) else []
