"""Resources of a stack that are gone, because the state of their service was lost, are created by its next change set.

CloudFormation takes for granted that what it made is there, so that a change set of the same template would be empty
and the stack stay broken. Before a change set is made, each resource is looked for; what is not found is marked, so
that it differs from the template and its update creates it. A service that does not answer says nothing.
"""

import copy
import logging
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from localstack.aws.api.cloudformation import StackStatus
from localstack.services.cloudformation.resource_provider import ResourceProviderExecutor, convert_payload
from localstack.services.cloudformation.v2.entities import Stack

from tickstack.localstack.resources.types import GONE

AT_REST = (StackStatus.CREATE_COMPLETE, StackStatus.UPDATE_COMPLETE, StackStatus.UPDATE_ROLLBACK_COMPLETE)

log = logging.getLogger(__name__)


def mark(stack: Stack) -> None:
    """Mark what ``stack`` has lost, when it rests."""
    if stack.status not in AT_REST:
        return
    names = list(_absent(stack))
    if not names:
        return
    log.warning("stack %s has lost %s: its next change set creates them again", stack.stack_name, ", ".join(names))
    for name in names:
        _mark(stack.resolved_resources[name])
    stack.template = _marked(stack.template, names)
    stack.processed_template = _marked(stack.processed_template, names)


def _mark(resource: Any) -> None:
    resource["Properties"] = {**(resource.get("Properties") or {}), GONE: True}


def _marked(template: Any, names: list[str]) -> Any:
    changed = copy.deepcopy(template)
    for name in names:
        _mark(changed["Resources"][name])
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
