"""What conditions see of a match's past: two pasts that look the same to all of them are one to a search."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.search import Path


@dataclass(frozen=True)
class Sees:
    """What a condition sees of a path: rows, labels of rows, numbers of rows, all rows with a label, the number."""

    pointers: tuple[Pointer, ...] = ()
    classifiers: tuple[Pointer, ...] = ()
    counts: tuple[frozenset[int] | None, ...] = ()
    aggregates: tuple[frozenset[int] | None, ...] = ()
    labels: bool = False
    number: bool = False


type View = Callable[[Path], Any]


def views(found: Sequence[Sees]) -> Iterator[View]:
    """Functions that give what is seen of a path before its next row."""
    made: dict[Hashable, View] = {}
    for sees in found:
        for pointer in sees.pointers:
            made.update(_of_pointer(pointer))
        for pointer in sees.classifiers:
            made.update(_of_classifier(pointer))
        for labels in sees.counts:
            made.update(_of_count(labels))
        for labels in sees.aggregates:
            made.update(_of_aggregate(labels))
        if sees.labels:
            made["labels"] = lambda path: (path.start, *path.labels)
        if sees.number:
            made["number"] = lambda path: path.number
    return iter(made.values())


def _of_pointer(pointer: Pointer) -> dict[Hashable, View]:
    labels, offset = pointer.labels, pointer.offset
    if labels is None and pointer.last:
        return {("last", offset): lambda path: min(len(path.labels), offset)} if offset else {}
    if labels is None:
        return {"start": lambda path: path.start}
    if pointer.last:
        return {("last", labels, offset): lambda path: path.rows(labels, -offset - 1)}
    return {("first", labels, offset): lambda path: path.rows(labels, 0, offset + 1)}


def _of_classifier(pointer: Pointer) -> dict[Hashable, View]:
    back = pointer.offset - pointer.step
    if pointer.labels is None and pointer.last and pointer.step <= 0:
        return {("labels", back): lambda path: tuple(path.labels[-back:])} if back else {}
    return {"labels": lambda path: (path.start, *path.labels)}


def _of_count(labels: frozenset[int] | None) -> dict[Hashable, View]:
    return {("count", labels): lambda path: path.count(labels)}


def _of_aggregate(labels: frozenset[int] | None) -> dict[Hashable, View]:
    if labels is None:
        return {"start": lambda path: path.start}
    return {("rows", labels): lambda path: path.rows(labels)}
