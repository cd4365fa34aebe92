"""What AWS's framework checks before an operation runs: required members, lengths, ranges, enums, patterns.

The texts are the framework's: ``Value at 'maxResults' failed to satisfy constraint: Member must …``.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

_ASTRAL = (r"\uD800\uDC00-\uDBFF\uDFFF", "\U00010000-\U0010ffff")
_CLASSES = ((r"\p{L}", r"\w"), (r"\p{N}", r"\d"), (r"\p{P}", r"!-/:-@\[-`{-~"))


@dataclass(frozen=True)
class Framework:
    """How one service's framework differs from its published model.

    ``shows_values``: the text quotes the offending value. ``maxima``: (operation, member) → the upper bound that it
    really enforces; ``counts_bytes``: shapes whose length is that of their UTF-8.
    """

    shows_values: bool = True
    maxima: Mapping[tuple[str, str], int] = field(default_factory=dict)
    counts_bytes: frozenset[str] = frozenset()


def violations(shape: StructureShape, request: Mapping[str, Any], operation: str, framework: Framework) -> str | None:
    """The message of every violated constraint of ``request``, or None."""
    found = list(_Walk(operation, framework).structure(shape, request, ""))
    if not found:
        return None
    count = "1 validation error" if len(found) == 1 else f"{len(found)} validation errors"
    return f"{count} detected: {'; '.join(found)}"


@functools.cache
def java_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a model's pattern, which is written for Java's UTF-16 regular expressions."""
    text = pattern.replace(*_ASTRAL)
    for java, python in _CLASSES:
        text = text.replace(java, python)
    return re.compile(text, re.DOTALL)


def _camel(name: str) -> str:
    return name[:1].lower() + name[1:]


@dataclass(frozen=True)
class _Walk:
    operation: str
    framework: Framework

    def structure(self, shape: StructureShape, value: Mapping[str, Any], prefix: str) -> Iterator[str]:
        for name, member in shape.members.items():
            path = prefix + _camel(name)
            if name in value:
                yield from self.member(member, value[name], path, name)
            elif name in shape.required_members:
                yield f"Value null at '{path}' failed to satisfy constraint: Member must not be null"

    def member(self, shape: Shape, value: Any, path: str, name: str) -> Iterator[str]:
        for constraint in self.broken(shape, value, name):
            shown = f" '{_shown(value)}'" if self.framework.shows_values else ""
            yield f"Value{shown} at '{path}' failed to satisfy constraint: {constraint}"
        if isinstance(shape, StructureShape):
            yield from self.structure(shape, value, f"{path}.")
        elif isinstance(shape, ListShape):
            yield from self.items(shape.member, value, path)
        elif isinstance(shape, MapShape):
            yield from self.items(shape.value, list(value.values()), path)

    def items(self, shape: Shape, values: list[Any], path: str) -> Iterator[str]:
        if isinstance(shape, StructureShape):
            for number, item in enumerate(values, 1):
                yield from self.structure(shape, item, f"{path}.{number}.member.")
            return
        broken = next(filter(None, (list(self.broken(shape, item, "")) for item in values)), None)
        if broken:
            shown = f" '{_shown(values)}'" if self.framework.shows_values else ""
            inner = f"Member must satisfy constraint: [{', '.join(broken)}]"
            yield f"Value{shown} at '{path}' failed to satisfy constraint: {inner}"

    def broken(self, shape: Shape, value: Any, name: str) -> Iterator[str]:
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        high = self.framework.maxima.get((self.operation, name), high)
        if isinstance(value, int | float) and not isinstance(value, bool):
            size, what = value, "value"
        elif isinstance(value, str) and shape.name in self.framework.counts_bytes:
            size, what = len(value.encode()), "length"
        elif isinstance(value, str | list | dict | bytes):
            size, what = len(value), "length"
        else:
            return
        if low is not None and size < low:
            yield f"Member must have {what} greater than or equal to {low:g}"
        if high is not None and size > high:
            yield f"Member must have {what} less than or equal to {high:d}"
        if isinstance(value, str):
            yield from _text(shape, value)


def _text(shape: Shape, value: str) -> Iterator[str]:
    members = shape.metadata.get("enum")
    if members and value not in members:
        yield f"Member must satisfy enum value set: [{', '.join(members)}]"
    pattern = shape.metadata.get("pattern")
    if pattern and not java_pattern(pattern).fullmatch(value):
        yield f"Member must satisfy regular expression pattern: {pattern}"


def _shown(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
