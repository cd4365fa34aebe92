"""Plan, show, apply: what a deployment would change, as a CloudFormation change set, and its execution.

Nothing but the change set exists before ``apply``: packages are uploaded only then.
"""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from botocore.exceptions import ClientError

from tickstack.deployment.artifacts import ArtifactBucket, OnBytes
from tickstack.deployment.events import StackEvent, StackFailedError, StackFollower
from tickstack.deployment.packages import Package, Packages
from tickstack.deployment.targets import Target
from tickstack.deployment.template import Template
from tickstack.errors import TickstackError

CAPABILITIES = ["CAPABILITY_IAM"]

# A creation that failed leaves a stack that only can be deleted; its first deployment starts anew.
NEVER_CREATED = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED")
UPDATABLE = (
    "CREATE_COMPLETE",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
    "IMPORT_COMPLETE",
    "IMPORT_ROLLBACK_COMPLETE",
)

# How CloudFormation says that a change set is empty.
NOTHING = ("didn't contain changes", "no updates are to be performed")
OUTPUT_POLLS = 100


class PlanError(TickstackError):
    """The stack cannot be changed as it stands."""


@dataclass(frozen=True)
class Change:
    """What becomes of one resource; ``replacement`` is True, False, Conditional or empty, as CloudFormation says."""

    action: str
    resource: str
    type: str
    replacement: str


@dataclass(frozen=True)
class Plan:
    """A deployment to look at: without changes ``change_set`` is None; ``uploads`` are what the bucket lacks."""

    target: Target
    stack_name: str
    stack_id: str
    account: str
    kind: Literal["CREATE", "UPDATE"]
    template: Template
    change_set: str | None
    changes: tuple[Change, ...]
    uploads: tuple[Package, ...]

    @property
    def empty(self) -> bool:
        """Whether the stack is already as the template says."""
        return self.change_set is None


def ignore(_event: StackEvent) -> None:
    """A listener that does not listen."""


def plan(
    target: Target,
    stack_name: str,
    template: Template,
    packages: Packages,
    parameters: Mapping[str, str] | None = None,
    on_event: Callable[[StackEvent], None] = ignore,
) -> Plan:
    """Ask CloudFormation what deploying ``template`` would change. An empty plan is a normal answer.

    Parameters that are not given keep the values of an existing stack. A stack that never was created is deleted
    first, which ``on_event`` sees. Raises PlanError, StackFailedError.
    """
    cloudformation = target.client("cloudformation")
    account = target.account()
    artifacts = ArtifactBucket(target.client("s3"), account, target.region)
    stack = _existing(target, cloudformation, stack_name, on_event)
    kind: Literal["CREATE", "UPDATE"] = "UPDATE" if stack else "CREATE"
    given = packages.parameters(artifacts.name) | dict(parameters or {})
    pseudo = {"AWS::StackName": stack_name, "AWS::AccountId": account, "AWS::Region": target.region}
    answer = cloudformation.create_change_set(
        StackName=stack_name,
        ChangeSetName=f"tickstack-{uuid.uuid4()}",
        ChangeSetType=kind,
        TemplateBody=template.with_static_names(pseudo),
        Parameters=_parameters(template, given, stack),
        Capabilities=CAPABILITIES,
        ImportExistingResources=True,  # the retained buckets of a stack that was deleted
    )
    change_set, stack_id = answer["Id"], answer["StackId"]
    try:
        changes = _changes(target, cloudformation, change_set)
    except BaseException:
        _leave_no_trace(cloudformation, change_set, stack_id)
        raise
    if changes is None:
        cloudformation.delete_change_set(ChangeSetName=change_set)
    return Plan(
        target,
        stack_name,
        stack_id,
        account,
        kind,
        template,
        None if changes is None else change_set,
        changes or (),
        () if changes is None else artifacts.missing(packages),
    )


def apply(
    plan: Plan, on_event: Callable[[StackEvent], None] = ignore, on_bytes: OnBytes = lambda _package, _sent: None
) -> dict[str, str]:
    """Upload the packages, execute the change set, report events until the stack rests, and give its outputs.

    Raises StackFailedError that names the resources which failed; CloudFormation has then rolled back.
    """
    target = plan.target
    cloudformation = target.client("cloudformation")
    follower = StackFollower(cloudformation, plan.stack_id, target.poll)
    if plan.change_set is not None:
        ArtifactBucket(target.client("s3"), plan.account, target.region).upload(plan.uploads, on_bytes)
        before = follower.latest()
        cloudformation.execute_change_set(ChangeSetName=plan.change_set)
        follower.follow(before, on_event)
    outputs: dict[str, str] = {}
    for _ in range(OUTPUT_POLLS):  # the emulator tells the outputs a moment after the end
        outputs = {output["OutputKey"]: output["OutputValue"] for output in follower.describe().get("Outputs", [])}
        if plan.template.outputs <= outputs.keys():
            return outputs
        follower.pause(target.poll)
    raise StackFailedError(
        f"stack {plan.stack_name} lacks the outputs {sorted(plan.template.outputs - outputs.keys())}"
    )


def discard(plan: Plan) -> None:
    """Leave no trace of a plan that is not applied."""
    if plan.change_set is not None:
        _leave_no_trace(plan.target.client("cloudformation"), plan.change_set, plan.stack_id)


def _leave_no_trace(cloudformation: Any, change_set: str, stack_id: str) -> None:
    cloudformation.delete_change_set(ChangeSetName=change_set)
    (stack,) = cloudformation.describe_stacks(StackName=stack_id)["Stacks"]
    if stack["StackStatus"] == "REVIEW_IN_PROGRESS":  # nobody else has created it in the meantime
        cloudformation.delete_stack(StackName=stack_id)


def _existing(
    target: Target, cloudformation: Any, stack_name: str, on_event: Callable[[StackEvent], None]
) -> dict[str, Any] | None:
    """The stack to update, or None where one is to be created."""
    try:
        (stack,) = cloudformation.describe_stacks(StackName=stack_name)["Stacks"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            return None
        raise
    status = stack["StackStatus"]
    if status in NEVER_CREATED:
        follower = StackFollower(cloudformation, stack["StackId"], target.poll)
        before = follower.latest()
        cloudformation.delete_stack(StackName=stack["StackId"])
        follower.follow(before, on_event)
        return None
    if status in ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE"):
        return None
    if status not in UPDATABLE:
        advice = "wait until it is done" if status.endswith("_IN_PROGRESS") else "mend or delete it first"
        if target.name == "local" and not status.endswith("_IN_PROGRESS"):
            advice += "; where its data may go, 'tickstack down --volumes' and 'tickstack up' start anew"
        raise PlanError(f"stack {stack_name} is {status}: {advice}")
    existing: dict[str, Any] = stack
    return existing


def _parameters(
    template: Template, given: Mapping[str, str], stack: dict[str, Any] | None
) -> list[dict[str, str | bool]]:
    if unknown := given.keys() - template.parameters.keys():
        raise PlanError(f"the template has no parameter {', '.join(sorted(unknown))}")
    before = {parameter["ParameterKey"] for parameter in (stack or {}).get("Parameters", [])}
    if lacking := [
        name
        for name, has_default in template.parameters.items()
        if not has_default and name not in before | given.keys()
    ]:
        raise PlanError(f"the template's parameter {', '.join(lacking)} has no value")
    if unpackaged := [
        name
        for name, has_default in template.parameters.items()
        if name.endswith("Key") and not has_default and name not in given
    ]:
        raise PlanError(f"no package for the template's {', '.join(unpackaged)}: is its folder below lambdas/ missing?")
    kept = sorted(name for name in template.parameters if name in before and name not in given)
    values: list[dict[str, str | bool]] = [{"ParameterKey": name, "ParameterValue": given[name]} for name in given]
    return values + [{"ParameterKey": name, "UsePreviousValue": True} for name in kept]


def _changes(target: Target, cloudformation: Any, change_set: str) -> tuple[Change, ...] | None:
    """The rows of a change set once it is made; None when it is empty."""
    while True:
        answer = cloudformation.describe_change_set(ChangeSetName=change_set)
        status, reason = answer["Status"], answer.get("StatusReason", "")
        if status == "CREATE_COMPLETE":
            break
        if status == "FAILED" and any(text in reason.lower() for text in NOTHING):
            return None
        if status == "FAILED":
            raise PlanError(f"CloudFormation refuses the change set: {reason}")
        time.sleep(target.poll)
    rows = list(answer["Changes"])
    while token := answer.get("NextToken"):
        answer = cloudformation.describe_change_set(ChangeSetName=change_set, NextToken=token)
        rows += answer["Changes"]
    return tuple(_change(row["ResourceChange"]) for row in rows if "ResourceChange" in row)


def _change(row: dict[str, Any]) -> Change:
    return Change(row["Action"], row["LogicalResourceId"], row["ResourceType"], row.get("Replacement", ""))
