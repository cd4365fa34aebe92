"""CloudFormation's stacks come back: what was cut short is ended as AWS ends what fails.

A creation or an update is rolled back, a deletion is deleted to its end, both before the first request is answered. A
change set is kept without its model, which is made from the templates again for one that nobody has executed yet.
"""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from localstack.aws.api.cloudformation import ChangeSetStatus, ChangeSetType, ExecutionStatus, StackStatus
from localstack.services.cloudformation.stores import cloudformation_stores
from localstack.services.cloudformation.v2.entities import ChangeSet, Stack

from tickstack.localstack.durable.addresses import moved
from tickstack.localstack.resources.leftovers import may_be_left
from tickstack.localstack.rollback import resume

DELETE_TIMEOUT = 25.0  # seconds that the first request waits for the end of a deletion
POLL = 0.02
OVER = (StackStatus.CREATE_COMPLETE, StackStatus.UPDATE_COMPLETE)


def watch(note: Callable[[], None]) -> None:
    """Call ``note`` whenever a stack or a change set changes, and let both be written."""
    for kind, left_out in ((Stack, ("set_stack_status",)), (ChangeSet, ("update_model",))):
        _watch(kind, left_out, note)
    stock: Any = Stack
    set_resource_status = stock.set_resource_status

    def report(self: Any, **arguments: Any) -> None:
        set_resource_status(self, **arguments)
        note()

    stock.set_resource_status = report


def _watch(kind: Any, left_out: tuple[str, ...], note: Callable[[], None]) -> None:
    def assign(self: Any, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        note()

    def state(self: Any) -> dict[str, Any]:
        return {name: value for name, value in vars(self).copy().items() if name not in left_out}

    kind.__setattr__ = assign
    kind.__getstate__ = state


def end_what_was_cut_short(provider: Any, former: str, present: str) -> None:
    """Leave no stack in progress; function URLs, made at the host and port ``former``, are at ``present``."""
    cut_short = False
    for account, region, store in cloudformation_stores.iter_stores():
        for change_set in store.change_sets.values():
            _restore_model(provider, change_set)
        for stack in list(store.stacks_v2.values()):
            if former != present:
                _move(stack, former, present)
            cut_short |= stack.status.endswith("_IN_PROGRESS") and stack.status != StackStatus.REVIEW_IN_PROGRESS
            resume(stack)
            if stack.status == StackStatus.DELETE_IN_PROGRESS:
                _delete(provider, account, region, stack)
    if cut_short:
        may_be_left()


def _restore_model(provider: Any, change_set: ChangeSet) -> None:
    change_set.update_model = None
    status = change_set.execution_status
    if status == ExecutionStatus.EXECUTE_IN_PROGRESS:
        done = change_set.stack.status in OVER
        change_set.set_execution_status(ExecutionStatus.EXECUTE_COMPLETE if done else ExecutionStatus.EXECUTE_FAILED)
    if status != ExecutionStatus.AVAILABLE or change_set.status != ChangeSetStatus.CREATE_COMPLETE:
        return
    stack = change_set.stack
    update = change_set.change_set_type == ChangeSetType.UPDATE
    try:
        provider._setup_change_set_model(  # noqa: SLF001 - what made the model
            change_set=change_set,
            before_template=stack.template if update else None,
            after_template=change_set.template,
            before_parameters=stack.resolved_parameters if update else None,
            after_parameters={name: _value(given) for name, given in (change_set.resolved_parameters or {}).items()},
        )
    except Exception as error:  # noqa: BLE001 - it was made from a template that is not valid any more
        change_set.set_change_set_status(ChangeSetStatus.FAILED)
        change_set.set_execution_status(ExecutionStatus.UNAVAILABLE)
        change_set.status_reason = str(error)


def _value(parameter: Any) -> Any:
    return parameter.get("given_value") or parameter.get("default_value")


def _move(stack: Stack, former: str, present: str) -> None:
    for name in ("resolved_resources", "resolved_outputs", "resolved_exports"):
        setattr(stack, name, _moved(getattr(stack, name), former, present))


def _moved(value: Any, former: str, present: str) -> Any:
    if type(value) is str:
        return moved(value, former, present)
    if isinstance(value, dict):
        return {name: _moved(item, former, present) for name, item in value.items()}
    if isinstance(value, list):
        return [_moved(item, former, present) for item in value]
    return value


def _delete(provider: Any, account: str, region: str, stack: Stack) -> None:
    context: Any = SimpleNamespace(account_id=account, region=region)
    provider.delete_stack(context, stack.stack_id)
    deadline = time.monotonic() + DELETE_TIMEOUT
    while stack.status == StackStatus.DELETE_IN_PROGRESS and time.monotonic() < deadline:
        time.sleep(POLL)
