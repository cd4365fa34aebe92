"""Plan, show, apply against a CloudFormation of lists: every state that a stack can be found in, and each ending."""

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tickstack.deployment.artifacts import ArtifactBucket, ArtifactError
from tickstack.deployment.events import StackEvent, StackFailedError
from tickstack.deployment.packages import Package, Packages
from tickstack.deployment.plan import Change, PlanError, apply, discard, plan
from tickstack.deployment.targets import Target
from tickstack.deployment.template import Template
from tickstack.settings import Settings

TEMPLATE = Template.parse("""
Parameters: {ArtifactBucket: {}, DataCollectorKey: {}, Days: {Default: 1}, Auth: {Default: x}}
Resources: {}
Outputs: {Url: {Value: 1}}
""")
BUCKET = "tickstack-artifacts-123456789012-us-east-1"


def client_error(code: str, operation: str = "X") -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {}}
    return ClientError(response, operation)


@dataclasses.dataclass
class CloudFormation:
    """One stack: ``endings`` are the statuses that the next changes pass through, with the events that they make."""

    status: str | None = None
    parameters: dict[str, str] = dataclasses.field(default_factory=dict)
    change_set: dict[str, Any] = dataclasses.field(default_factory=lambda: {"Status": "CREATE_COMPLETE", "Changes": []})
    endings: list[tuple[str, list[tuple[str, str, str]]]] = dataclasses.field(default_factory=list)
    outputs: Iterator[dict[str, str]] = dataclasses.field(default_factory=lambda: iter([{}, {"Url": "http://f"}]))
    calls: list[tuple[str, dict[str, Any]]] = dataclasses.field(default_factory=list)
    events: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    described: int = 0
    stale: int = 0

    def describe_stacks(self, *, StackName: str) -> dict[str, Any]:  # noqa: N803 - boto3's names
        if self.status is None:
            raise client_error("ValidationError")
        if self.stale and self.called[-1:] == ["execute"]:
            self.stale -= 1
            return {"Stacks": [{"StackName": "ticks", "StackId": "arn:stack", "StackStatus": "UPDATE_COMPLETE"}]}
        if self.status.endswith("_IN_PROGRESS") and self.endings:
            self.status, events = self.endings.pop(0)
            for resource, status, reason in events:
                self.event(resource, status, reason)
        outputs = {} if self.status.endswith("_IN_PROGRESS") else next(self.outputs, {"Url": "http://f"})
        return {
            "Stacks": [
                {
                    "StackName": "ticks",
                    "StackId": "arn:stack",
                    "StackStatus": self.status,
                    "Parameters": [{"ParameterKey": k, "ParameterValue": v} for k, v in self.parameters.items()],
                    "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in outputs.items()],
                }
            ]
        }

    def event(self, resource: str, status: str, reason: str) -> None:
        self.events.insert(
            0,
            {
                "EventId": str(len(self.events)),
                "Timestamp": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
                "LogicalResourceId": resource,
                "ResourceType": "AWS::X",
                "ResourceStatus": status,
                "ResourceStatusReason": reason,
            },
        )

    def get_paginator(self, operation: str) -> "CloudFormation":
        assert operation == "describe_stack_events"
        return self

    def paginate(self, *, StackName: str) -> list[dict[str, Any]]:  # noqa: N803 - boto3's names
        assert StackName == "arn:stack"
        return [{"StackEvents": self.events[:1]}, {"StackEvents": self.events[1:]}]

    def create_change_set(self, **request: Any) -> dict[str, str]:
        self.calls.append(("create", request))
        self.status = self.status or "REVIEW_IN_PROGRESS"
        return {"Id": "arn:change-set", "StackId": "arn:stack"}

    def describe_change_set(self, *, ChangeSetName: str, NextToken: str = "") -> dict[str, Any]:  # noqa: N803 - boto3's names
        assert ChangeSetName == "arn:change-set"
        self.described += 1
        if self.described == 1:
            return {"Status": "CREATE_PENDING"}
        if NextToken:
            return {"Changes": [resource_change("Modify", "B", Replacement="True")]}
        return self.change_set

    def execute_change_set(self, *, ChangeSetName: str) -> None:  # noqa: N803 - boto3's names
        self.calls.append(("execute", {"ChangeSetName": ChangeSetName}))
        self.status = "UPDATE_IN_PROGRESS"

    def delete_change_set(self, *, ChangeSetName: str) -> None:  # noqa: N803 - boto3's names
        self.calls.append(("delete change set", {"ChangeSetName": ChangeSetName}))

    def delete_stack(self, *, StackName: str) -> None:  # noqa: N803 - boto3's names
        self.calls.append(("delete stack", {"StackName": StackName}))
        self.status = "DELETE_IN_PROGRESS"

    @property
    def called(self) -> list[str]:
        return [name for name, _request in self.calls]


@dataclasses.dataclass
class S3:
    """Buckets as sets of keys."""

    buckets: dict[str, set[str]] = dataclasses.field(default_factory=dict)
    settings: list[str] = dataclasses.field(default_factory=list)
    places: list[dict[str, Any]] = dataclasses.field(default_factory=list)

    def head_bucket(self, *, Bucket: str, ExpectedBucketOwner: str) -> None:  # noqa: N803 - boto3's names
        assert ExpectedBucketOwner == "123456789012"
        if Bucket not in self.buckets:
            raise client_error("404")

    def head_object(self, *, Bucket: str, Key: str, ExpectedBucketOwner: str) -> None:  # noqa: N803 - boto3's names
        assert ExpectedBucketOwner == "123456789012"
        if Key not in self.buckets.get(Bucket, ()):
            raise client_error("404")

    def create_bucket(self, *, Bucket: str, **place: Any) -> None:  # noqa: N803 - boto3's names
        self.buckets[Bucket] = set()
        self.places.append(place)

    def put_public_access_block(self, **_request: Any) -> None:
        self.settings.append("private")

    def put_bucket_encryption(self, **_request: Any) -> None:
        self.settings.append("encrypted")

    def upload_file(self, path: str, bucket: str, key: str, *, ExtraArgs: Any, Callback: Any) -> None:  # noqa: N803 - boto3's names
        self.buckets[bucket].add(key)
        Callback(7)


class Account(Target):
    """A target made of the two above."""

    services: dict[str, Any]

    @classmethod
    def of(cls, cloudformation: CloudFormation, s3: S3) -> "Account":
        target = cls.local(Settings())
        target = dataclasses.replace(target, poll=0)
        object.__setattr__(target, "services", {"cloudformation": cloudformation, "s3": s3})
        return target

    def client(self, service: str) -> Any:
        return self.services[service]

    def account(self) -> str:
        return "123456789012"


PACKAGE = Package("data_collector", Path("data_collector-1.zip"), 7, 9)
PACKAGES = Packages((PACKAGE,))


def resource_change(action: str, resource: str, **more: str) -> dict[str, Any]:
    change = {"Action": action, "LogicalResourceId": resource, "ResourceType": "AWS::X"} | more
    return {"Type": "Resource", "ResourceChange": change}


def test_a_new_stack_is_planned_before_anything_is_made() -> None:
    cloudformation, s3 = CloudFormation(), S3()
    cloudformation.change_set |= {"Changes": [resource_change("Add", "A")], "NextToken": "more"}
    planned = plan(Account.of(cloudformation, s3), "ticks", TEMPLATE, PACKAGES, {"Days": "3"})
    assert (planned.kind, planned.empty, planned.uploads) == ("CREATE", False, (PACKAGE,))
    assert planned.changes == (Change("Add", "A", "AWS::X", ""), Change("Modify", "B", "AWS::X", "True"))
    ((_, request),) = cloudformation.calls
    assert request["ChangeSetType"] == "CREATE"
    assert request["ImportExistingResources"] is True
    assert request["Capabilities"] == ["CAPABILITY_IAM"]
    assert request["Parameters"] == [
        {"ParameterKey": "ArtifactBucket", "ParameterValue": BUCKET},
        {"ParameterKey": "DataCollectorKey", "ParameterValue": "packages/data_collector-1.zip"},
        {"ParameterKey": "Days", "ParameterValue": "3"},
    ]
    assert s3.buckets == {}


def test_parameters_that_are_not_given_keep_their_values() -> None:
    cloudformation = CloudFormation("CREATE_COMPLETE", {"Days": "3", "Gone": "x", "DataCollectorKey": "old"})
    assert plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES).kind == "UPDATE"
    ((_, request),) = cloudformation.calls
    assert {"ParameterKey": "Days", "UsePreviousValue": True} in request["Parameters"]
    names = [parameter["ParameterKey"] for parameter in request["Parameters"]]
    assert names == ["ArtifactBucket", "DataCollectorKey", "Days"]


@pytest.mark.parametrize(
    "reason",
    [
        "The submitted information didn't contain changes. Submit different information to create a change set.",
        "No updates are to be performed.",
    ],
)
def test_no_changes_are_a_normal_outcome(reason: str) -> None:
    cloudformation, s3 = CloudFormation("UPDATE_COMPLETE"), S3()
    cloudformation.change_set = {"Status": "FAILED", "StatusReason": reason}
    planned = plan(Account.of(cloudformation, s3), "ticks", TEMPLATE, PACKAGES)
    assert (planned.empty, planned.changes, planned.uploads) == (True, (), ())
    assert apply(planned) == {"Url": "http://f"}
    assert cloudformation.called == ["create", "delete change set"]
    assert s3.buckets == {}


def test_a_refused_change_set_is_told() -> None:
    cloudformation = CloudFormation()
    cloudformation.change_set = {"Status": "FAILED", "StatusReason": "Circular dependency"}
    with pytest.raises(PlanError, match="Circular dependency"):
        plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES)
    assert cloudformation.called == ["create", "delete change set", "delete stack"]


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "CREATE_FAILED", "ROLLBACK_FAILED"])
def test_a_stack_that_never_was_created_is_deleted_first(status: str) -> None:
    cloudformation = CloudFormation(status)
    cloudformation.event("Old", "CREATE_FAILED", "of the past")
    cloudformation.endings = [("DELETE_COMPLETE", [("A", "DELETE_COMPLETE", "")])]
    seen: list[StackEvent] = []
    planned = plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES, on_event=seen.append)
    assert planned.kind == "CREATE"
    assert cloudformation.called == ["delete stack", "create"]
    assert [(event.resource, event.status) for event in seen] == [("A", "DELETE_COMPLETE")]


def test_a_stack_that_only_was_planned_is_created() -> None:
    cloudformation = CloudFormation("REVIEW_IN_PROGRESS")
    assert plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES).kind == "CREATE"


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("UPDATE_IN_PROGRESS", "wait until it is done"),
        ("UPDATE_ROLLBACK_FAILED", "mend or delete it first"),
        ("DELETE_FAILED", "mend or delete it first"),
    ],
)
def test_a_stack_that_cannot_change_is_told(status: str, says: str) -> None:
    with pytest.raises(PlanError, match=f"stack ticks is {status}: {says}"):
        plan(Account.of(CloudFormation(status), S3()), "ticks", TEMPLATE, PACKAGES)


def test_an_unknown_parameter_and_a_missing_one_are_named() -> None:
    with pytest.raises(PlanError, match="no parameter Dayz"):
        plan(Account.of(CloudFormation(), S3()), "ticks", TEMPLATE, PACKAGES, {"Dayz": "1"})
    with pytest.raises(PlanError, match="parameter DataCollectorKey has no value"):
        plan(Account.of(CloudFormation(), S3()), "ticks", TEMPLATE, Packages(()))


def test_a_function_without_its_folder_is_named_rather_than_kept_as_it_was() -> None:
    cloudformation = CloudFormation("CREATE_COMPLETE", {"ArtifactBucket": "b", "DataCollectorKey": "old"})
    with pytest.raises(PlanError, match="no package for the template's DataCollectorKey"):
        plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, Packages(()))


def test_an_error_of_another_kind_is_not_taken_for_a_missing_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    cloudformation = CloudFormation()

    def denied(**_request: Any) -> None:
        raise client_error("AccessDenied")

    monkeypatch.setattr(cloudformation, "describe_stacks", denied)
    with pytest.raises(ClientError, match="AccessDenied"):
        plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES)


def test_applying_uploads_executes_reports_and_gives_the_outputs() -> None:
    cloudformation, s3 = CloudFormation("CREATE_COMPLETE"), S3()
    cloudformation.event("Old", "CREATE_COMPLETE", "")
    planned = plan(Account.of(cloudformation, s3), "ticks", TEMPLATE, PACKAGES)
    cloudformation.endings = [
        ("UPDATE_IN_PROGRESS", [("ticks", "UPDATE_IN_PROGRESS", "User Initiated"), ("A", "UPDATE_IN_PROGRESS", "")]),
        ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", [("A", "UPDATE_COMPLETE", "")]),
        ("UPDATE_COMPLETE", [("ticks", "UPDATE_COMPLETE", "")]),
    ]
    seen: list[StackEvent] = []
    sent: list[tuple[str, int]] = []
    assert apply(planned, seen.append, lambda package, count: sent.append((package.name, count))) == {"Url": "http://f"}
    assert [(event.resource, event.status) for event in seen] == [
        ("ticks", "UPDATE_IN_PROGRESS"),
        ("A", "UPDATE_IN_PROGRESS"),
        ("A", "UPDATE_COMPLETE"),
        ("ticks", "UPDATE_COMPLETE"),
    ]
    assert s3.buckets == {BUCKET: {"packages/data_collector-1.zip"}}
    assert sent == [("data_collector", 7)]


def test_a_status_that_is_told_late_is_no_end() -> None:
    cloudformation = CloudFormation("UPDATE_COMPLETE", stale=2)
    planned = plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES)
    cloudformation.endings = [("UPDATE_ROLLBACK_COMPLETE", [("A", "UPDATE_FAILED", "No such key")])]
    with pytest.raises(StackFailedError, match="No such key"):
        apply(planned)


def test_a_failure_names_the_resources_and_not_those_that_were_cancelled() -> None:
    cloudformation = CloudFormation("CREATE_COMPLETE")
    planned = plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES)
    cloudformation.endings = [
        (
            "UPDATE_ROLLBACK_COMPLETE",
            [
                ("A", "UPDATE_FAILED", "No such key"),
                ("B", "UPDATE_FAILED", "Resource update cancelled"),
                ("C", "CREATE_FAILED", ""),
            ],
        )
    ]
    with pytest.raises(StackFailedError) as failure:
        apply(planned)
    assert str(failure.value).splitlines() == [
        "stack ticks is UPDATE_ROLLBACK_COMPLETE",
        "A (AWS::X) UPDATE_FAILED: No such key",
    ]


def test_outputs_that_never_come_are_a_failure() -> None:
    cloudformation = CloudFormation("CREATE_COMPLETE", outputs=iter([{}] * 1000))
    cloudformation.change_set = {"Status": "FAILED", "StatusReason": "No updates are to be performed."}
    with pytest.raises(StackFailedError, match="lacks the outputs"):
        apply(plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES))


@pytest.mark.parametrize(
    ("status", "called"),
    [(None, ["create", "delete change set", "delete stack"]), ("CREATE_COMPLETE", ["create", "delete change set"])],
)
def test_a_plan_that_is_not_applied_leaves_nothing(status: str | None, called: list[str]) -> None:
    cloudformation = CloudFormation(status)
    discard(plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES))
    assert cloudformation.called == called


def test_a_stack_that_somebody_else_has_created_meanwhile_is_not_deleted() -> None:
    cloudformation = CloudFormation()
    planned = plan(Account.of(cloudformation, S3()), "ticks", TEMPLATE, PACKAGES)
    cloudformation.status = "CREATE_IN_PROGRESS"
    discard(planned)
    assert cloudformation.called == ["create", "delete change set"]


@pytest.mark.parametrize(
    ("region", "place"),
    [("us-east-1", {}), ("eu-west-1", {"CreateBucketConfiguration": {"LocationConstraint": "eu-west-1"}})],
)
def test_the_artifact_bucket_is_made_private_and_encrypted(region: str, place: dict[str, Any]) -> None:
    s3 = S3()
    bucket = ArtifactBucket(s3, "123456789012", region)
    bucket.upload(PACKAGES)
    assert s3.places == [place]
    assert s3.settings == ["private", "encrypted"]
    bucket.upload(PACKAGES)
    assert len(s3.places) == 1
    assert bucket.missing(PACKAGES) == ()


def test_a_bucket_of_somebody_else_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    s3 = S3()

    def forbidden(**_request: Any) -> None:
        raise client_error("403")

    monkeypatch.setattr(s3, "head_object", forbidden)
    with pytest.raises(ArtifactError, match=f"{BUCKET} is refused: it belongs to another account"):
        ArtifactBucket(s3, "123456789012", "us-east-1").upload(PACKAGES)
