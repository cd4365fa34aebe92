"""What a CloudFormation stack has deployed, found by kind: nothing has to be named where there is one of it."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError

from tickstack.testing.clients import Clients
from tickstack.testing.errors import ResourceError
from tickstack.testing.waiting import until

SETTLED = 120.0
"""Seconds that a deployment may still take when the first test asks for it."""


class DeployedStack:
    """The CloudFormation stack ``name``. Raises ResourceError, at the first look, where it is not deployed."""

    def __init__(self, clients: Clients, name: str) -> None:
        self.clients = clients
        self.name = name

    @cached_property
    def outputs(self) -> dict[str, str]:
        """The stack's outputs by key."""
        return {item["OutputKey"]: item["OutputValue"] for item in self._description.get("Outputs", [])}

    def one(self, type_: str, name: str | None = None) -> str:
        """The physical id of the stack's resource of ``type_``, or of the one with the logical id or name ``name``.

        Raises ResourceError where there is none, or where there are several and none is named.
        """
        found = self.all(type_)
        names = [resource["LogicalResourceId"] for resource in found]
        if name is not None:
            found = [item for item in found if name in (item["LogicalResourceId"], item["PhysicalResourceId"])]
        if len(found) == 1:
            physical: str = found[0]["PhysicalResourceId"]
            return physical
        asked = f"{type_} {name}" if name else type_
        has = f"several: name one of {', '.join(names)}" if found else f"none; it has {', '.join(names) or 'no other'}"
        raise ResourceError(f"one {asked} is needed, and the stack {self.name} has {has}")

    def all(self, type_: str) -> Sequence[Any]:
        """The resources of ``type_`` as CloudFormation describes them."""
        return [resource for resource in self._resources if resource["ResourceType"] == type_]

    @cached_property
    def _resources(self) -> list[Any]:
        described = self.clients("cloudformation").describe_stack_resources(StackName=self._description["StackId"])
        return [item for item in described["StackResources"] if not item["ResourceStatus"].startswith("DELETE")]

    @cached_property
    def _description(self) -> Any:
        found: dict[str, Any] = {}

        def settled() -> bool:
            found.update(self._look())
            return not found["StackStatus"].endswith("_IN_PROGRESS")

        until(settled, f"the deployment of the stack {self.name}", SETTLED, lambda: f"it is {found['StackStatus']}")
        if not found["StackStatus"].endswith("_COMPLETE") or found["StackStatus"] == "ROLLBACK_COMPLETE":
            why = found.get("StackStatusReason", "describe_stack_events says why")
            raise ResourceError(f"the stack {self.name} is {found['StackStatus']}: {why}")
        return found

    def _look(self) -> Any:
        try:
            return self.clients("cloudformation").describe_stacks(StackName=self.name)["Stacks"][0]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            raise ResourceError(
                f"no CloudFormation stack {self.name} is deployed at {self.clients.endpoint} in account "
                f"{self.clients.account}, {self.clients.region}: "
                "deploy it first ('tickstack deploy'), or name another with --tickstack-stack"
            ) from error
