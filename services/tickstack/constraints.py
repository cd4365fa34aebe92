"""What AWS's framework checks before an operation runs: required members, lengths, ranges, enums, patterns.

The texts are the framework's: ``Value at 'maxResults' failed to satisfy constraint: Member must …``.
"""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from botocore.loaders import Loader
from botocore.model import ListShape, MapShape, ServiceModel, Shape, StructureShape

from tickstack.errors import AwsError

NOT_NULL = "Member must not be null"

_ASTRAL = (r"\uD800\uDC00-\uDBFF\uDFFF", "\U00010000-\U0010ffff")
_CLASSES = ((r"\p{L}", r"\w"), (r"\p{N}", r"\d"), (r"\p{P}", r"!-/:-@\[-`{-~"), (r"\p{Z}", r"\s"))


@dataclass(frozen=True)
class Framework:
    """How one service's framework differs from its published model.

    ``shows_values``: the text quotes the offending value; ``shows_null``: it says of a missing one that it is null.
    ``locates_items``: a text of a list is named by its own path (``keys.2.member``), not by the list's, and of a map
    all that its keys or values must be is said. ``maxima``: (operation, member) → the upper bound that it really
    enforces; ``counts_bytes``: shapes whose length is that of their UTF-8; ``enum_order``: shape → its values in the
    order in which the text lists them; ``member_order``: shape → its members in the order in which they are checked;
    ``patterns``: shape → the pattern that is enforced in the place of the one that the text shows.
    """

    shows_values: bool = True
    shows_null: bool = True
    locates_items: bool = False
    maxima: Mapping[tuple[str, str], int] = field(default_factory=dict)
    counts_bytes: frozenset[str] = frozenset()
    enum_order: Mapping[str, Sequence[str]] = field(default_factory=dict)
    member_order: Mapping[str, Sequence[str]] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)


class Fault(NamedTuple):
    """A constraint that the value at ``path`` violates; a value of None is a missing one."""

    path: str
    constraint: str
    value: Any = None


def violations(shape: StructureShape, request: Mapping[str, Any], operation: str, framework: Framework) -> str | None:
    """The message of every violated constraint of ``request``, or None. A null member counts as missing."""
    faults = list(_Walk(operation, framework).structure(shape, request, ""))
    return message(faults, framework) if faults else None


def check_request(service: str, operation: str, request: Mapping[str, Any], framework: Framework) -> None:
    """Check a request against the service model that botocore carries. Raises ValidationException."""
    shape = _model(service).operation_model(operation).input_shape
    assert shape is not None
    broken = violations(shape, request, operation, framework)
    if broken:
        raise AwsError("ValidationException", broken)


@functools.cache
def _model(service: str) -> ServiceModel:
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def message(faults: Sequence[Fault], framework: Framework) -> str:
    """The framework's text of one or more faults."""
    count = "1 validation error" if len(faults) == 1 else f"{len(faults)} validation errors"
    texts = (
        f"Value{_shown(value, framework)} at '{path}' failed to satisfy constraint: {constraint}"
        for path, constraint, value in faults
    )
    return f"{count} detected: {'; '.join(texts)}"


@functools.cache
def java_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a model's pattern, which is written for Java's UTF-16 regular expressions."""
    text = pattern.replace(*_ASTRAL)
    for java, python in _CLASSES:
        text = text.replace(java, python)
    return re.compile(text, re.DOTALL)


def _shown(value: Any, framework: Framework) -> str:
    if value is None:
        return " null" if framework.shows_null else ""
    if not framework.shows_values:
        return ""
    return f" '[{', '.join(map(str, value))}]'" if isinstance(value, list) else f" '{value}'"


@dataclass(frozen=True)
class _Walk:
    operation: str
    framework: Framework

    def structure(self, shape: StructureShape, value: Mapping[str, Any], prefix: str) -> Iterator[Fault]:
        order = self.framework.member_order.get(shape.name, ())
        for name in dict.fromkeys((*order, *shape.members)):
            member = shape.members[name]
            path = f"{prefix}{name[0].lower()}{name[1:]}"
            if value.get(name) is not None:
                yield from self.member(member, value[name], path, name)
            elif name in shape.required_members:
                yield Fault(path, NOT_NULL)

    def member(self, shape: Shape, value: Any, path: str, name: str = "") -> Iterator[Fault]:
        for constraint in self.broken(shape, value, name):
            yield Fault(path, constraint, value)
        match shape:
            case StructureShape():
                yield from self.structure(shape, value, f"{path}.")
            case ListShape():
                yield from self.items(shape.member, dict(enumerate(value, 1)), path)
            case MapShape() if self.framework.locates_items:
                yield from self.entries(shape, value, path)
            case MapShape():
                yield from self.items(shape.value, value, path)

    def items(self, shape: Shape, items: Mapping[Any, Any], path: str) -> Iterator[Fault]:
        if self.framework.locates_items or isinstance(shape, StructureShape):
            for key, item in items.items():
                yield from self.member(shape, item, f"{path}.{key}.member")
            return
        broken = next(filter(None, (list(self.broken(shape, item)) for item in items.values())), None)
        if broken:
            yield Fault(path, f"Member must satisfy constraint: [{', '.join(broken)}]", list(items.values()))

    def entries(self, shape: MapShape, entries: Mapping[str, Any], path: str) -> Iterator[Fault]:
        """One fault for all keys and one for all values, with every constraint they have, broken or not."""
        for what, each, given in (("keys", shape.key, list(entries)), ("value", shape.value, list(entries.values()))):
            if any(any(self.broken(each, one)) for one in given):
                yield Fault(path, f"Map {what} must satisfy constraint: [{', '.join(_all(each))}]", given)

    def broken(self, shape: Shape, value: Any, name: str = "") -> Iterator[str]:
        if isinstance(value, int | float) and not isinstance(value, bool):
            size, what = value, "value"
        elif isinstance(value, str | list | dict | bytes):
            counted = value.encode() if isinstance(value, str) and shape.name in self.framework.counts_bytes else value
            size, what = len(counted), "length"
        else:
            return
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        high = self.framework.maxima.get((self.operation, name), high)
        if low is not None and size < low:
            yield f"Member must have {what} greater than or equal to {int(low)}"
        if high is not None and size > high:
            yield f"Member must have {what} less than or equal to {int(high)}"
        if isinstance(value, str):
            yield from self.text(shape, value)

    def text(self, shape: Shape, value: str) -> Iterator[str]:
        enum, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
        if enum and value not in enum:
            yield f"Member must satisfy enum value set: [{', '.join(self.framework.enum_order.get(shape.name, enum))}]"
        if pattern and not java_pattern(self.framework.patterns.get(shape.name, pattern)).fullmatch(value):
            yield f"Member must satisfy regular expression pattern: {pattern}"


def _all(shape: Shape) -> Iterator[str]:
    """Every constraint of a text."""
    low, high, pattern = (shape.metadata.get(name) for name in ("min", "max", "pattern"))
    if high is not None:
        yield f"Member must have length less than or equal to {int(high)}"
    if low is not None:
        yield f"Member must have length greater than or equal to {int(low)}"
    if pattern:
        yield f"Member must satisfy regular expression pattern: {pattern}"
