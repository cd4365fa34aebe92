"""Resources that a lost stack has left behind, which whoever creates one of the same name takes over.

Services and query service keep their states apart: when that of CloudFormation is lost, or an operation was cut short
before it was on record, resources stay that no stack knows. On AWS their creation would fail for ever. What is
younger than the loss was made by somebody else, and is refused as on AWS.
"""

import datetime
import time
from collections.abc import Iterator
from typing import Any

from localstack.aws.api.cloudformation import StackStatus
from localstack.services.cloudformation.stores import cloudformation_stores
from localstack.services.cloudformation.v2.entities import Stack

LOST = "leftovers_before"
"""Where CloudFormation's state has the time, in seconds, before which something was lost."""

type Born = datetime.datetime | str | float | None
"""When a resource was made: a time, ISO text, or seconds; None where its service does not tell."""


def may_be_left() -> None:
    """From now on, what is there already and belongs to no stack may be taken over."""
    cloudformation_stores._universal[LOST] = time.time()  # noqa: SLF001 - what lasts for every account


def is_left(account: str, region: str, type_: str, identity: str, born: Born) -> bool:
    """Tell whether the resource ``identity`` was left behind by a stack that is lost."""
    before: float = cloudformation_stores._universal.get(LOST, 0.0)  # noqa: SLF001
    return seconds(born) <= before and (type_, identity) not in set(_owned(account, region))


def seconds(born: Born) -> float:
    """Return ``born`` as seconds; 0 where it is not told."""
    if born is None:
        return 0.0
    if isinstance(born, str):
        born = datetime.datetime.fromisoformat(born)
    return born.timestamp() if isinstance(born, datetime.datetime) else born


def _owned(account: str, region: str) -> Iterator[tuple[str, str]]:
    stacks: dict[str, Stack] = cloudformation_stores[account][region].stacks_v2
    for stack in list(stacks.values()):
        if stack.status == StackStatus.DELETE_COMPLETE:
            continue
        unfinished: Any = vars(stack).get("unfinished")
        made = unfinished.resources if unfinished else {}
        for resource in [*stack.resolved_resources.values(), *list(made.values())]:
            yield resource.get("Type", ""), resource.get("PhysicalResourceId", "")
