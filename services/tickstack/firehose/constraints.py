"""A request's members against the service model's constraints, with the texts of AWS's ValidationException.

Firehose names members in lower camel case, counts list members from 1 and leaves the offending value out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import botocore.session
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from tickstack.errors import AwsError

type Fault = tuple[str, str]

# AWS lists an enumeration in the order of its own hash set; the order of these is known from its answers.
_ENUM_ORDER = {"CompressionFormat": ["ZIP", "HADOOP_SNAPPY", "Snappy", "GZIP", "UNCOMPRESSED"]}


def validation_error(faults: Sequence[Fault]) -> AwsError:
    """AWS's ValidationException for (member path, broken constraint) pairs."""
    count = f"{len(faults)} validation error{'s' if len(faults) > 1 else ''} detected: "
    texts = (f"Value at '{path}' failed to satisfy constraint: {constraint}" for path, constraint in faults)
    return AwsError("ValidationException", count + "; ".join(texts))


def check_request(operation: str, request: dict[str, Any]) -> None:
    """Check a request of Firehose's ``operation`` (``CreateDeliveryStream``). Raises ValidationException."""
    faults = list(_faults(_input_shape(operation), request, ""))
    if faults:
        raise validation_error(faults)


@cache
def _input_shape(operation: str) -> Shape:
    shape = botocore.session.get_session().get_service_model("firehose").operation_model(operation).input_shape
    assert shape is not None
    return shape


def _faults(shape: Shape, value: Any, path: str) -> Iterator[Fault]:
    match shape:
        case StructureShape():
            yield from _structure_faults(shape, value, path)
        case ListShape():
            yield from _range_faults(shape, len(value), "length", path)
            for number, item in enumerate(value, 1):
                yield from _faults(shape.member, item, f"{path}.{number}.member")
        case MapShape():
            for key, item in value.items():
                yield from _faults(shape.value, item, f"{path}.{key}.member")
        case StringShape():
            yield from _string_faults(shape, value, path)
        case Shape(type_name="integer"):
            yield from _range_faults(shape, value, "value", path)


def _structure_faults(shape: StructureShape, value: dict[str, Any], path: str) -> Iterator[Fault]:
    for name, member in shape.members.items():
        member_path = f"{path}.{_camel(name)}" if path else _camel(name)
        if value.get(name) is None:
            if name in shape.required_members:
                yield member_path, "Member must not be null"
        else:
            yield from _faults(member, value[name], member_path)


def _string_faults(shape: StringShape, value: str, path: str) -> Iterator[Fault]:
    yield from _range_faults(shape, len(value), "length", path)
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(_python_pattern(pattern), value, re.DOTALL):
        yield path, f"Member must satisfy regular expression pattern: {pattern}"
    if shape.enum and value not in shape.enum:
        names: Iterable[str] = _ENUM_ORDER.get(shape.name, shape.enum)
        yield path, f"Member must satisfy enum value set: [{', '.join(names)}]"


def _range_faults(shape: Shape, number: int, what: str, path: str) -> Iterator[Fault]:
    if (low := shape.metadata.get("min")) is not None and number < low:
        yield path, f"Member must have {what} greater than or equal to {low}"
    if (high := shape.metadata.get("max")) is not None and number > high:
        yield path, f"Member must have {what} less than or equal to {high}"


def _camel(name: str) -> str:
    return name[0].lower() + name[1:]


@cache
def _python_pattern(pattern: str) -> str:
    """Java's letter, separator and number classes in Python's notation."""
    return pattern.replace(r"\p{L}\p{Z}\p{N}", r"\w\s")
