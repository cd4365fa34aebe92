"""Kinesis's operations by AWS's names: a place and a request in, an answer out."""

from collections.abc import Callable
from types import ModuleType

from botocore import xform_name

from tickstack.constraints import check_request
from tickstack.errors import NotSupportedError
from tickstack.kinesis import (
    consumer_operations,
    limits,
    policy_operations,
    record_operations,
    shard_operations,
    stream_operations,
    tag_operations,
)
from tickstack.kinesis.place import Answer, Place, Request

MODULES: tuple[ModuleType, ...] = (
    stream_operations,
    shard_operations,
    record_operations,
    consumer_operations,
    tag_operations,
    policy_operations,
)

_RECORD = {"Data": b"", "PartitionKey": "-"}
_CHECKED_APART: dict[str, Request] = {"PutRecord": _RECORD, "PutRecords": {"Records": [_RECORD]}}
"""Members of puts that are not walked through the model, one by one: the operations check them."""


def function(operation: str) -> Callable[[Place, Request], Answer]:
    """The function of an operation. Raises NotSupportedError."""
    name = xform_name(operation)
    for module in MODULES:
        found: Callable[[Place, Request], Answer] | None = getattr(module, name, None)
        if found is not None:
            return found
    raise NotSupportedError(f"Kinesis's {operation}")


def perform(place: Place, operation: str, request: Request) -> Answer:
    """Check a request against the service model and do it. Raises AwsError."""
    perform_it = function(operation)
    check_request("kinesis", operation, {**request, **_CHECKED_APART.get(operation, {})}, limits.FRAMEWORK)
    return perform_it(place, request)
