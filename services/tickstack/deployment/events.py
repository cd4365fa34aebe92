"""A stack's events while it changes, and how it ended."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tickstack.errors import TickstackError

SUCCESSES = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "DELETE_COMPLETE")


class StackFailedError(TickstackError):
    """A stack did not reach the state that was asked for; the message names the resources that failed and why."""


@dataclass(frozen=True)
class StackEvent:
    """One step of one resource."""

    time: datetime
    resource: str
    type: str
    status: str
    reason: str

    @property
    def failed(self) -> bool:
        """Whether the resource itself failed, and not because another one did: LocalStack gives no reason then."""
        return self.status.endswith("_FAILED") and bool(self.reason) and "cancelled" not in self.reason


@dataclass(frozen=True)
class StackFollower:
    """Follows one stack by its id, which stays known after a deletion."""

    cloudformation: Any
    stack_id: str
    poll: float
    pause: Callable[[float], None] = time.sleep

    def latest(self) -> str | None:
        """The id of the last event so far, None before the first."""
        return next((event["EventId"] for event in self._events()), None)

    def follow(self, after: str | None, on_event: Callable[[StackEvent], None]) -> None:
        """Report the events that come after ``after``, in order, until the stack is at rest.

        A stack that is at rest without any such event has not moved yet: CloudFormation tells a new status late.
        Raises StackFailedError unless it rests where it was sent.
        """
        failures: list[StackEvent] = []
        moved = False
        while True:
            stack = self.describe()
            at_rest = moved and not stack["StackStatus"].endswith("_IN_PROGRESS")
            for event in self._after(after):
                moved = True
                after = event["EventId"]
                row = _row(event)
                failures += [row] if row.failed else []
                on_event(row)
            if at_rest:
                break
            self.pause(self.poll)
        if stack["StackStatus"] not in SUCCESSES:
            raise StackFailedError(_explained(stack, failures))

    def describe(self) -> dict[str, Any]:
        """The stack as CloudFormation describes it."""
        (stack,) = self.cloudformation.describe_stacks(StackName=self.stack_id)["Stacks"]
        description: dict[str, Any] = stack
        return description

    def _after(self, marker: str | None) -> list[dict[str, Any]]:
        """The events since ``marker``, oldest first; older pages than its own are not read."""
        newest_first = itertools.takewhile(lambda event: event["EventId"] != marker, self._events())
        return list(newest_first)[::-1]

    def _events(self) -> Iterator[dict[str, Any]]:
        for page in self.cloudformation.get_paginator("describe_stack_events").paginate(StackName=self.stack_id):
            yield from page["StackEvents"]


def _row(event: dict[str, Any]) -> StackEvent:
    return StackEvent(
        event["Timestamp"],
        event["LogicalResourceId"],
        event["ResourceType"],
        event["ResourceStatus"],
        event.get("ResourceStatusReason", ""),
    )


def _explained(stack: dict[str, Any], failures: list[StackEvent]) -> str:
    lines = [f"{row.resource} ({row.type}) {row.status}: {row.reason}" for row in failures]
    reason = stack.get("StackStatusReason")
    return "\n".join(
        [f"stack {stack['StackName']} is {stack['StackStatus']}" + (f": {reason}" if reason else ""), *lines]
    )
