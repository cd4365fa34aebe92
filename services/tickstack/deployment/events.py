"""A stack's events while it changes, and how it ended."""

import time
from collections.abc import Callable
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
        """Whether the resource itself failed, and not because another one did."""
        return self.status.endswith("_FAILED") and "cancelled" not in self.reason


@dataclass(frozen=True)
class StackFollower:
    """Follows one stack by its id, which stays known after a deletion."""

    cloudformation: Any
    stack_id: str
    poll: float
    pause: Callable[[float], None] = time.sleep

    def seen(self) -> set[str]:
        """The ids of the events so far."""
        return {event["EventId"] for event in self._events()}

    def follow(self, seen: set[str], on_event: Callable[[StackEvent], None]) -> None:
        """Report the events that are not in ``seen``, in order, until the stack is at rest.

        Raises StackFailedError unless it rests where it was sent.
        """
        failures: list[StackEvent] = []
        while True:
            stack = self.describe()
            status = stack["StackStatus"]
            for event in reversed([event for event in self._events() if event["EventId"] not in seen]):
                seen.add(event["EventId"])
                row = _row(event)
                failures += [row] if row.failed else []
                on_event(row)
            if not status.endswith("_IN_PROGRESS"):
                break
            self.pause(self.poll)
        if status not in SUCCESSES:
            raise StackFailedError(_explained(stack, failures))

    def describe(self) -> dict[str, Any]:
        """The stack as CloudFormation describes it."""
        (stack,) = self.cloudformation.describe_stacks(StackName=self.stack_id)["Stacks"]
        description: dict[str, Any] = stack
        return description

    def _events(self) -> list[dict[str, Any]]:
        pages = self.cloudformation.get_paginator("describe_stack_events").paginate(StackName=self.stack_id)
        return [event for page in pages for event in page["StackEvents"]]


def _row(event: dict[str, Any]) -> StackEvent:
    return StackEvent(
        event["Timestamp"],
        event["LogicalResourceId"],
        event["ResourceType"],
        event["ResourceStatus"],
        event.get("ResourceStatusReason", ""),
    )


def _explained(stack: dict[str, Any], failures: list[StackEvent]) -> str:
    lines = [f"{row.resource} ({row.type}) {row.status}: {row.reason or 'no reason given'}" for row in failures]
    reason = stack.get("StackStatusReason")
    return "\n".join(
        [f"stack {stack['StackName']} is {stack['StackStatus']}" + (f": {reason}" if reason else ""), *lines]
    )
