"""CloudFormation's rollback: what a failed create, update or change set did is undone in reverse, as on AWS.

LocalStack's engine stops where it failed, leaves what it made, calls a failed update complete, and cannot delete such
a stack. Here the engine keeps a journal of what it changed; after a failure nothing more is removed, the journal is
undone, and the stack has its former resources, template and outputs again. A create with ``DisableRollback`` keeps
what it made. The journal lasts with the stack, so that what was cut short by a crash is rolled back afterwards.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
"""

import dataclasses
import time
from collections.abc import Callable
from typing import Any, ClassVar

from localstack.aws.api.cloudformation import ChangeAction, ResourceStatus, StackStatus
from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutorResult
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocProperties
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent, convert_payload
from localstack.services.cloudformation.v2.entities import ChangeSet, Stack

from tickstack.localstack.operation import KINDS, Kind, Step, Unfinished
from tickstack.localstack.replacement import ReplacementExecutor
from tickstack.localstack.updates import UpdateExecutor

FAILURES = (StackStatus.CREATE_FAILED, StackStatus.UPDATE_FAILED, StackStatus.DELETE_FAILED)
CUT_SHORT = "LocalStack was stopped while the operation was in progress. "
RESUME_SECONDS = 20.0  # for services that start later than CloudFormation
RESUME_POLL = 0.25
VERDICTS = (*FAILURES, StackStatus.CREATE_COMPLETE, StackStatus.UPDATE_COMPLETE, StackStatus.DELETE_COMPLETE)


class StackGuard:
    """Stands before a stack's status while the executor works, and before the one verdict that follows.

    The engine calls a stack failed as soon as a resource fails, and complete whatever happened.
    """

    def __init__(self, stack: Stack) -> None:
        self._set = stack.set_stack_status
        self._stack = stack
        self._decided = False
        stack.set_stack_status = self  # type: ignore[method-assign]

    def __call__(self, status: StackStatus, reason: str | None = None) -> None:
        if self._decided:
            self.lift()
        if status not in (VERDICTS if self._decided else FAILURES):
            self._set(status, reason)

    def decide(self, status: StackStatus, reason: str | None = None) -> None:
        """Give the verdict; the engine's own, which comes next, is ignored."""
        self._set(status, reason)
        self._decided = True

    def lift(self) -> None:
        """Let the stack have its own way again."""
        vars(self._stack).pop("set_stack_status", None)


def keep(stack: Stack, change_set: ChangeSet, result: ChangeSetModelExecutorResult) -> None:
    """Let the stack have what an operation has come to, before its status says so: neither lasts without the other."""
    stack.resolved_resources = result.resources
    stack.resolved_outputs = result.outputs
    exports: Any = {output["ExportName"]: output["OutputValue"] for output in result.outputs if "ExportName" in output}
    stack.resolved_exports = exports
    stack.template = change_set.template
    stack.processed_template = change_set.processed_template
    stack.template_body = change_set.template_body
    stack.resolved_parameters = change_set.resolved_parameters


class RollbackExecutor(ReplacementExecutor):
    """The engine's executor, with a journal.

    ``record`` puts what a stack is about to change on disk: a process that dies in between has it undone.
    """

    record: ClassVar[Callable[[], None]] = staticmethod(lambda: None)

    def __init__(self, change_set: Any) -> None:
        super().__init__(change_set)
        self._journal: list[Step] = []
        self._failed: list[str] = []
        self._doing: dict[str, Step] = {}
        self._begun: dict[str, dict[str, Any]] = {}
        stack = change_set.stack
        self.resource_provider_executor = UpdateExecutor(
            stack_name=stack.stack_name, stack_id=stack.stack_id, resources=stack.resolved_resources
        )
        stock = self.resource_provider_executor.deploy_loop

        def deploy_loop(provider: Any, resource: dict[str, Any], payload: Any, **options: Any) -> ProgressEvent[Any]:
            self._begun[payload["requestData"]["logicalResourceId"]] = resource
            event: ProgressEvent[Any] = stock(provider, resource, payload, **options)
            return event

        self.resource_provider_executor.deploy_loop = deploy_loop  # type: ignore[assignment]

    def execute(self) -> ChangeSetModelExecutorResult:
        """Carry out the change set; after a failure, undo it."""
        stack = self._change_set.stack
        kind = KINDS.get(stack.status)
        guard = StackGuard(stack)
        if kind is None:
            return self._delete(guard)
        stack.unfinished = Unfinished(  # type: ignore[attr-defined] # part of this stack alone
            time.time(), self._change_set, self._journal, self.resources, self._failed, self._doing, self._begun
        )
        try:
            self.process()
        except Exception as error:  # noqa: BLE001 - whatever stops a deployment undoes it
            reason = getattr(error, "reason", None) or str(error)
            result = self._undo_all(guard, kind, reason)
        else:
            result = ChangeSetModelExecutorResult(resources=self.resources, outputs=self.outputs)
            keep(stack, self._change_set, result)
            if self._deferred_actions and kind.verb == "update":
                stack.set_stack_status(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS)
            self._run_deferred()
            guard.decide(kind.done)
        finally:
            vars(stack).pop("unfinished")
        return result

    def _delete(self, guard: StackGuard) -> ChangeSetModelExecutorResult:
        self.process()
        self._run_deferred()
        if self._failed:
            guard.decide(StackStatus.DELETE_FAILED, _failed_to("delete", self._failed))
        else:
            guard.lift()
        return ChangeSetModelExecutorResult(resources=self.resources, outputs=self.outputs)

    def _run_deferred(self) -> None:
        for deferred in reversed(self._deferred_actions):
            deferred.action()

    def _execute_resource_action(
        self,
        action: ChangeAction,
        logical_resource_id: str,
        resource_type: str,
        before_properties: PreprocProperties | None,
        after_properties: PreprocProperties | None,
        part_of_replacement: bool = False,
    ) -> ProgressEvent[Any]:
        if action != ChangeAction.Remove:
            adding = action == ChangeAction.Add
            wanted = after_properties.properties if after_properties and not adding else {}
            before = after_properties if adding else before_properties
            self._doing[logical_resource_id] = Step(action, logical_resource_id, resource_type, before, wanted)
            type(self).record()
        event: ProgressEvent[Any] = super()._execute_resource_action(
            action, logical_resource_id, resource_type, before_properties, after_properties, part_of_replacement
        )
        failed = event.status == OperationStatus.FAILED
        if failed:
            self._failed.append(logical_resource_id)
        # a create that failed while it was awaited has made something; one that was refused has not
        begun = self._begun.pop(logical_resource_id, {}).get("Properties")
        model = begun if failed and action == ChangeAction.Add else event.resource_model
        if action != ChangeAction.Remove and (model or not failed):
            self._journal.append(Step(action, logical_resource_id, resource_type, before_properties, dict(model or {})))
        self._doing.pop(logical_resource_id, None)
        return event

    def resume(self, unfinished: Unfinished, kind: Kind, reason: str) -> ChangeSetModelExecutorResult:
        """Undo what another process has left; a service that does not answer yet is asked again for a while."""
        self._journal = unfinished.journal + [
            step for half in unfinished.doing.values() if (step := self._known(half, unfinished)).model
        ]
        self._failed = unfinished.failed
        self.resources.update(unfinished.resources)
        return self._undo_all(StackGuard(self._change_set.stack), kind, reason, RESUME_SECONDS)

    def _known(self, step: Step, unfinished: Unfinished) -> Step:
        """Complete a step that had no result by what is known of it, or by what its service says."""
        if step.action != ChangeAction.Add:
            return step
        model = unfinished.begun.get(step.logical_id, {}).get("Properties")
        made_since = getattr(self.resource_provider_executor.try_load_resource_provider(step.type), "made_since", None)
        if not model and made_since is not None:
            payload: Any = self.create_resource_provider_payload(
                step.action, step.logical_id, step.type, None, step.before
            )
            stack = self._change_set.stack
            model = made_since(convert_payload(stack.stack_name, stack.stack_id, payload), unfinished.since)
        return dataclasses.replace(step, before=None, model=dict(model or {}))

    def _undo_all(
        self, guard: StackGuard, kind: Kind, reason: str, patience: float = 0.0
    ) -> ChangeSetModelExecutorResult:
        change_set, stack = self._change_set, self._change_set.stack
        why = _failed_to(kind.verb, self._failed) if self._failed else reason
        if kind.verb == "create" and _keeps_failures(stack.request_payload):
            made = {name for name, resource in self.resources.items() if resource.get("PhysicalResourceId")}
            change_set.processed_template = _only(change_set.processed_template, made)
            result = ChangeSetModelExecutorResult(self.resources, self.outputs, failure_message=reason)
            keep(stack, change_set, result)
            guard.decide(StackStatus.CREATE_FAILED, why)
            return result
        guard(kind.rolling, why)
        former = dict(stack.resolved_resources)
        deadline = time.monotonic() + patience
        stuck = [step for step in reversed(self._journal) if not self._undo(step, kind)]
        while stuck and time.monotonic() < deadline:
            time.sleep(RESUME_POLL)
            stuck = [step for step in stuck if not self._undo(step, kind)]
        left = {step.logical_id: self.resources[step.logical_id] for step in stuck if kind.verb == "create"}
        if kind.verb == "create":
            change_set.processed_template = _only(change_set.processed_template, set(left))
            change_set.template = _only(change_set.template, set(left))
        else:
            change_set.template = stack.template
            change_set.template_body = stack.template_body or ""
            change_set.processed_template = stack.processed_template
            change_set.resolved_parameters = stack.resolved_parameters
        result = ChangeSetModelExecutorResult({**former, **left}, stack.resolved_outputs, failure_message=reason)
        keep(stack, change_set, result)
        guard.decide(kind.stuck if stuck else kind.rolled)
        return result

    def _undo(self, step: Step, kind: Kind) -> bool:
        template = (self._change_set.processed_template or {}).get("Resources", {})
        kept = template.get(step.logical_id, {}).get("DeletionPolicy") == "Retain"
        report: Callable[..., None] = self._process_event
        if step.action == ChangeAction.Add and kept and kind.verb == "create":
            report(
                action=ChangeAction.Remove,
                logical_resource_id=step.logical_id,
                event_status=OperationStatus.SUCCESS,
                resource_type=step.type,
                custom_status=ResourceStatus.DELETE_SKIPPED,
            )
            return True
        back = ChangeAction.Remove if step.action == ChangeAction.Add else ChangeAction.Modify
        done = PreprocProperties(step.model)
        event = super()._execute_resource_action(
            back,
            step.logical_id,
            step.type,
            before_properties=done,
            after_properties=None if back == ChangeAction.Remove else step.before,
        )
        report(
            action=back,
            logical_resource_id=step.logical_id,
            event_status=event.status,
            resource_type=step.type,
            reason=event.message,
        )
        return event.status == OperationStatus.SUCCESS


def _failed_to(verb: str, names: list[str]) -> str:
    return f"The following resource(s) failed to {verb}: [{', '.join(names)}]. "


def _keeps_failures(request: Any) -> bool:
    return bool(request.get("DisableRollback")) or request.get("OnFailure") == "DO_NOTHING"


def _only(template: Any, names: set[str]) -> dict[str, Any]:
    resources = (template or {}).get("Resources", {})
    kept = {name: resource for name, resource in resources.items() if name in names}
    return {**(template or {}), "Resources": kept, "Outputs": {}, "Conditions": {}}


def resume(stack: Stack) -> None:
    """Roll back what was in progress when another process ended, or end it where only the cleaning up was left."""
    unfinished: Unfinished | None = vars(stack).get("unfinished")
    kind = next((kind for status, kind in KINDS.items() if stack.status in (status, kind.rolling)), None)
    if stack.status == StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS:
        stack.set_stack_status(StackStatus.UPDATE_COMPLETE, CUT_SHORT)
    elif kind is not None and unfinished is None:  # it had not begun
        stack.set_stack_status(kind.rolling, CUT_SHORT)
        stack.set_stack_status(kind.rolled)
    elif kind is not None and unfinished is not None:
        executor = RollbackExecutor(unfinished.change_set)
        executor.resume(unfinished, kind, CUT_SHORT)
        vars(stack).pop("set_stack_status", None)
    vars(stack).pop("unfinished", None)
