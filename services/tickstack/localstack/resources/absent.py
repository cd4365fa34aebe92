"""Resources of a stack that are gone, because the state of their service was lost, are created by its next change set.

CloudFormation takes for granted that what it made is there, so that a change set of the same template would be empty
and the stack stay broken. Before a change set is made, each resource is looked for; what is not found is taken off the
stack, so that the template adds it. A service that does not answer says nothing about its resources.
"""

import copy
import logging
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from localstack.aws.api.cloudformation import ResourceStatus, StackStatus
from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor, convert_payload
from localstack.services.cloudformation.v2.entities import Stack

AT_REST = (StackStatus.CREATE_COMPLETE, StackStatus.UPDATE_COMPLETE, StackStatus.UPDATE_ROLLBACK_COMPLETE)
REASON = "It is not there any more. "

log = logging.getLogger(__name__)


def take_off(stack: Stack) -> None:
    """Take what is gone off ``stack``, when it rests."""
    if stack.status not in AT_REST:
        return
    names = list(_absent(stack))
    if not names:
        return
    log.warning("stack %s has lost %s: its next change set creates them again", stack.stack_name, ", ".join(names))
    stack.resolved_resources = {name: made for name, made in stack.resolved_resources.items() if name not in names}
    stack.template = _without(stack.template, names)
    stack.processed_template = _without(stack.processed_template, names)
    for name in names:
        described: Any = stack.resource_states.get(name)
        if described is None:
            continue
        stack.set_resource_status(
            logical_resource_id=name,
            physical_resource_id=described.get("PhysicalResourceId"),
            resource_type=described["ResourceType"],
            status=ResourceStatus.DELETE_COMPLETE,
            resource_status_reason=REASON,
        )


def _without(template: Any, names: list[str]) -> Any:
    if template is None:
        return None
    changed = copy.deepcopy(template)
    for name in names:
        changed.get("Resources", {}).pop(name, None)
    return changed


def _absent(stack: Stack) -> Iterator[str]:
    executor = ResourceProviderExecutor(stack_name=stack.stack_name, stack_id=stack.stack_id)
    for name, resource in list(stack.resolved_resources.items()):
        type_, properties = resource.get("Type", ""), resource.get("Properties") or {}
        provider: Any = executor.try_load_resource_provider(type_) if resource.get("PhysicalResourceId") else None
        is_gone = getattr(provider, "is_gone", None)
        if is_gone is None:
            continue
        try:
            if is_gone(_request(stack, name, type_, properties)):
                yield name
        except (ClientError, BotoCoreError) as error:
            log.warning("whether %s of stack %s is there is not known: %s", name, stack.stack_name, error)


def _request(stack: Stack, name: str, type_: str, properties: Any) -> Any:
    credentials = {"accessKeyId": stack.account_id, "secretAccessKey": "", "sessionToken": ""}
    payload: Any = {
        "awsAccountId": stack.account_id,
        "callbackContext": {},
        "resourceType": type_,
        "region": stack.region_name,
        "action": "Read",
        "requestData": {
            "logicalResourceId": name,
            "resourceProperties": properties,
            "previousResourceProperties": properties,
            "callerCredentials": credentials,
        },
    }
    return convert_payload(stack.stack_name, stack.stack_id, payload)
