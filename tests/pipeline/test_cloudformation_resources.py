"""CloudFormation over the types that the stack adds: what it makes, changes, undoes and refuses."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from analyst import Stack
from edited_resources import REFUSED, TABLE, Edited, upload_code
from own_stack import until

pytestmark = pytest.mark.stack

ROLE: dict[str, Any] = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": ["firehose.amazonaws.com", "glue.amazonaws.com"]},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    },
}
ALLOWED = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
BROKEN_FUNCTION = {
    "Type": "AWS::Lambda::Function",
    "DependsOn": ["Stream", "Table", "Query", "Crawler"],
    "Properties": {
        "Runtime": "python3.13",
        "Handler": "main.handler",
        "Role": {"Fn::GetAtt": ["Role", "Arn"]},
        "Code": {"S3Bucket": "no-such-bucket", "S3Key": "no-such-key"},
    },
}


def template(name: str, edition: int, **more: Any) -> str:
    """A template with one resource of each type; the second edition changes every one of them."""
    first = edition == 1
    resources = {
        "Bucket": {"Type": "AWS::S3::Bucket"},
        "Role": ROLE,
        "Stream": {
            "Type": "AWS::KinesisFirehose::DeliveryStream",
            "Properties": {
                "ExtendedS3DestinationConfiguration": {
                    "BucketARN": {"Fn::GetAtt": ["Bucket", "Arn"]},
                    "RoleARN": {"Fn::GetAtt": ["Role", "Arn"]},
                    "BufferingHints": {"SizeInMBs": "1", "IntervalInSeconds": 60 * edition},
                    **({"CompressionFormat": "GZIP"} if first else {}),
                },
                **({"DeliveryStreamEncryptionConfigurationInput": {"KeyType": "AWS_OWNED_CMK"}} if first else {}),
                "Tags": [{"Key": f"edition-{edition}", "Value": "yes"}],
            },
        },
        "Database": {
            "Type": "AWS::Glue::Database",
            "Properties": {
                "CatalogId": {"Ref": "AWS::AccountId"},
                "DatabaseInput": {"Name": f"{name}_db", "Description": f"edition {edition}"},
            },
        },
        "Table": {
            "Type": "AWS::Glue::Table",
            "Properties": {
                "CatalogId": {"Ref": "AWS::AccountId"},
                "DatabaseName": {"Ref": "Database"},
                "TableInput": {
                    "Name": "ticks",
                    "TableType": "EXTERNAL_TABLE",
                    "Parameters": {"skip.header.line.count": 1, "flag": True},
                    "StorageDescriptor": {
                        "Location": {"Fn::Sub": "s3://${Bucket}/"},
                        "Columns": [{"Name": "high", "Type": "double" if first else "bigint"}],
                    },
                },
            },
        },
        "Crawler": {
            "Type": "AWS::Glue::Crawler",
            "Properties": {
                "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "DatabaseName": {"Ref": "Database"},
                "Targets": {"S3Targets": [{"Path": {"Fn::Sub": "s3://${Bucket}/"}}]},
                "TablePrefix": f"p{edition}_",
            },
        },
        "WorkGroup": {
            "Type": "AWS::Athena::WorkGroup",
            "Properties": {
                "Name": f"{name}-group",
                "RecursiveDeleteOption": "true",
                "WorkGroupConfiguration": {
                    "ResultConfiguration": {"OutputLocation": {"Fn::Sub": f"s3://${{Bucket}}/results-{edition}/"}}
                },
            },
        },
        "Query": {
            "Type": "AWS::Athena::NamedQuery",
            "Properties": {
                "Name": "highs",
                "Database": {"Ref": "Database"},
                "WorkGroup": {"Ref": "WorkGroup"},
                "QueryString": f"SELECT {edition}",
            },
        },
        **more,
    }
    values: dict[str, Any] = {logical: {"Ref": logical} for logical in resources if logical not in more}
    values["StreamArn"] = {"Fn::GetAtt": ["Stream", "Arn"]}
    values["QueryId"] = {"Fn::GetAtt": ["Query", "NamedQueryId"]}
    outputs = {key: {"Value": value} for key, value in values.items()}
    return json.dumps({"Resources": resources, "Outputs": outputs})


class Deployment:
    """One CloudFormation stack and the services that its resources live in."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.cloudformation = stack.client("cloudformation")
        self.name = f"t{uuid.uuid4().hex[:10]}"
        self.id = ""

    def create(self, edition: int = 1, **more: Any) -> str:
        return self.deploy(template(self.name, edition, **more))

    def update(self, edition: int, **more: Any) -> str:
        return self.deploy(template(self.name, edition, **more))

    def deploy(self, body: str) -> str:
        """Create the stack from the template ``body``, or update it."""
        change = self.cloudformation.update_stack if self.id else self.cloudformation.create_stack
        self.id = change(StackName=self.name, TemplateBody=body)["StackId"]
        return self.settled()

    def delete(self) -> str:
        self.cloudformation.delete_stack(StackName=self.name)
        return self.settled()

    def describe(self) -> dict[str, Any]:
        (description,) = self.cloudformation.describe_stacks(StackName=self.id)["Stacks"]
        return dict(description)

    def settled(self) -> str:
        until(lambda: not self.describe()["StackStatus"].endswith("IN_PROGRESS"), "the end of the deployment")
        return str(self.describe()["StackStatus"])

    def outputs(self) -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in self.describe().get("Outputs", [])}

    def reasons(self) -> str:
        events = self.cloudformation.describe_stack_events(StackName=self.id)["StackEvents"]
        return "\n".join(event.get("ResourceStatusReason", "") for event in events)

    def state(self) -> dict[str, Any]:
        """What the services say about the resources, in the words of the template."""
        names, glue, athena = self.outputs(), self.stack.client("glue"), self.stack.client("athena")
        stream = self.stack.client("firehose").describe_delivery_stream(DeliveryStreamName=names["Stream"])
        (destination,) = stream["DeliveryStreamDescription"]["Destinations"]
        settings = destination["ExtendedS3DestinationDescription"]
        encryption = stream["DeliveryStreamDescription"]["DeliveryStreamEncryptionConfiguration"]
        tags = self.stack.client("firehose").list_tags_for_delivery_stream(DeliveryStreamName=names["Stream"])["Tags"]
        table = glue.get_table(DatabaseName=names["Database"], Name=names["Table"])["Table"]
        workgroup = athena.get_work_group(WorkGroup=names["WorkGroup"])["WorkGroup"]
        location = workgroup["Configuration"]["ResultConfiguration"]["OutputLocation"]
        return {
            "interval": settings["BufferingHints"]["IntervalInSeconds"],
            "compression": settings["CompressionFormat"],
            "encryption": encryption["Status"],
            "tags": [tag["Key"] for tag in tags if not tag["Key"].startswith("aws:")],
            "description": glue.get_database(Name=names["Database"])["Database"]["Description"],
            "type": table["StorageDescriptor"]["Columns"][0]["Type"],
            "flag": table["Parameters"]["flag"],
            "prefix": glue.get_crawler(Name=names["Crawler"])["Crawler"]["TablePrefix"],
            "results": location.rpartition("results-")[2],
            "query": athena.get_named_query(NamedQueryId=names["Query"])["NamedQuery"]["QueryString"],
        }

    def left(self) -> list[str]:
        """The names of what is still there of this stack."""
        glue, athena = self.stack.client("glue"), self.stack.client("athena")
        names = [
            *(bucket["Name"] for bucket in self.stack.client("s3").list_buckets()["Buckets"]),
            *self.stack.client("firehose").list_delivery_streams()["DeliveryStreamNames"],
            *(role["RoleName"] for role in self.stack.client("iam").list_roles()["Roles"]),
            *(database["Name"] for database in glue.get_databases()["DatabaseList"]),
            *(crawler["Name"] for crawler in glue.get_crawlers()["Crawlers"]),
            *(workgroup["Name"] for workgroup in athena.list_work_groups()["WorkGroups"]),
        ]
        return [name for name in names if name.startswith(self.name)]


FIRST = {
    "interval": 60,
    "compression": "GZIP",
    "encryption": "ENABLED",
    "tags": ["edition-1"],
    "description": "edition 1",
    "type": "double",
    "flag": "true",
    "prefix": "p1_",
    "results": "1/",
    "query": "SELECT 1",
}
SECOND = {
    "interval": 120,
    "compression": "UNCOMPRESSED",
    "encryption": "DISABLED",
    "tags": ["edition-2"],
    "description": "edition 2",
    "type": "bigint",
    "flag": "true",
    "prefix": "p2_",
    "results": "2/",
    "query": "SELECT 2",
}


@pytest.fixture
def deployment(stack: Stack) -> Iterator[Deployment]:
    deployment = Deployment(stack)
    yield deployment
    if deployment.id and deployment.describe()["StackStatus"] != "DELETE_COMPLETE":
        deployment.delete()


def test_a_stack_is_created_updated_and_deleted(deployment: Deployment) -> None:
    assert deployment.create() == "CREATE_COMPLETE", deployment.reasons()
    outputs = deployment.outputs()
    assert outputs["Database"] == f"{deployment.name}_db"
    assert outputs["Table"] == "ticks"
    assert outputs["WorkGroup"] == f"{deployment.name}-group"
    assert outputs["Query"] == outputs["QueryId"]
    assert outputs["StreamArn"].endswith(f":deliverystream/{outputs['Stream']}")
    assert deployment.state() == FIRST

    assert deployment.update(2) == "UPDATE_COMPLETE", deployment.reasons()
    assert deployment.state() == SECOND
    assert deployment.outputs()["Stream"] == outputs["Stream"]
    assert deployment.outputs()["Query"] != outputs["Query"]

    assert deployment.delete() == "DELETE_COMPLETE", deployment.reasons()
    assert deployment.left() == []


def test_a_failed_create_leaves_nothing(deployment: Deployment) -> None:
    assert deployment.create(Broken=BROKEN_FUNCTION) == "ROLLBACK_COMPLETE"
    assert "no-such-bucket" in deployment.reasons() or "NoSuchBucket" in deployment.reasons()
    assert deployment.left() == []
    assert deployment.delete() == "DELETE_COMPLETE"


def test_a_failed_update_is_undone_and_the_next_one_works(deployment: Deployment) -> None:
    assert deployment.create() == "CREATE_COMPLETE", deployment.reasons()
    assert deployment.update(2, Broken=BROKEN_FUNCTION) == "UPDATE_ROLLBACK_COMPLETE"
    assert deployment.state() == FIRST
    assert deployment.update(2) == "UPDATE_COMPLETE", deployment.reasons()
    assert deployment.state() == SECOND
    assert deployment.delete() == "DELETE_COMPLETE", deployment.reasons()
    assert deployment.left() == []


def test_a_failed_change_set_is_undone(deployment: Deployment) -> None:
    assert deployment.create() == "CREATE_COMPLETE", deployment.reasons()
    body = template(deployment.name, 2, Broken=BROKEN_FUNCTION)
    cloudformation = deployment.cloudformation
    change_set = cloudformation.create_change_set(StackName=deployment.name, ChangeSetName="two", TemplateBody=body)[
        "Id"
    ]
    cloudformation.get_waiter("change_set_create_complete").wait(ChangeSetName=change_set)
    cloudformation.execute_change_set(ChangeSetName=change_set)
    assert deployment.settled() == "UPDATE_ROLLBACK_COMPLETE"
    assert deployment.state() == FIRST


@pytest.mark.parametrize("type_", ["AWS::Scheduler::Schedule", "AWS::DynamoDB::Table", "AWS::Nowhere::Thing"])
def test_an_unsupported_type_is_refused_by_name(deployment: Deployment, type_: str) -> None:
    status = deployment.create(Unsupported={"Type": type_, "Properties": {}})
    assert status in {"CREATE_FAILED", "ROLLBACK_COMPLETE"}
    assert type_ in deployment.reasons() + deployment.describe().get("StackStatusReason", "")
    assert deployment.left() == []


def test_a_refused_change_set_leaves_the_stack_as_it_is(deployment: Deployment) -> None:
    assert deployment.create() == "CREATE_COMPLETE", deployment.reasons()
    body = template(deployment.name, 2, Unsupported={"Type": "AWS::Nowhere::Thing", "Properties": {}})
    cloudformation = deployment.cloudformation
    change_set = cloudformation.create_change_set(StackName=deployment.name, ChangeSetName="two", TemplateBody=body)
    refused = cloudformation.describe_change_set(ChangeSetName=change_set["Id"])
    assert refused["Status"] == "FAILED"
    assert "AWS::Nowhere::Thing" in refused["StatusReason"]
    assert deployment.settled() == "CREATE_COMPLETE"
    assert deployment.update(2) == "UPDATE_COMPLETE", deployment.reasons()


@pytest.mark.parametrize("resource", TABLE, ids=lambda resource: resource.type.removeprefix("AWS::"))
def test_an_update_takes_effect(deployment: Deployment, resource: Edited) -> None:
    upload_code(deployment.stack)
    names = set()
    for edition, (_, state) in enumerate(resource.editions):
        assert deployment.deploy(resource.template(edition)).endswith("E_COMPLETE"), deployment.reasons()
        assert "ROLLBACK" not in deployment.describe()["StackStatus"], deployment.reasons()
        name = deployment.outputs()["Edited"]
        assert resource.read(deployment.stack, name) == state
        names.add(name)
    assert len(names) == (1 if resource.stays else len(resource.editions))
    assert deployment.delete() == "DELETE_COMPLETE", deployment.reasons()


@pytest.mark.parametrize("resource", REFUSED, ids=lambda resource: resource.type.removeprefix("AWS::"))
def test_an_update_that_cannot_take_effect_fails_by_name(deployment: Deployment, resource: Edited) -> None:
    upload_code(deployment.stack)
    assert deployment.deploy(resource.template(0)) == "CREATE_COMPLETE", deployment.reasons()
    assert deployment.deploy(resource.template(1)) == "UPDATE_ROLLBACK_COMPLETE", deployment.reasons()
    _, named = resource.editions[1]
    assert f"of {resource.type}: {named}" in deployment.reasons()


def test_an_update_that_failed_half_way_can_be_made_again(deployment: Deployment) -> None:
    def body(*names: str, document: str = "") -> str:
        policies = [{"PolicyName": name, "PolicyDocument": ALLOWED} for name in names]
        wrong = [{"PolicyName": "wrong", "PolicyDocument": document}] if document else []
        role = {"Type": "AWS::IAM::Role", "Properties": {**ROLE["Properties"], "Policies": policies + wrong}}
        return json.dumps({"Resources": {"Role": role}, "Outputs": {"Role": {"Value": {"Ref": "Role"}}}})

    assert deployment.deploy(body("a", "b")) == "CREATE_COMPLETE", deployment.reasons()
    assert deployment.deploy(body("a", document="no policy")) == "UPDATE_ROLLBACK_COMPLETE", deployment.reasons()
    assert deployment.deploy(body("a", "c")) == "UPDATE_COMPLETE", deployment.reasons()
    listed = deployment.stack.client("iam").list_role_policies(RoleName=deployment.outputs()["Role"])
    assert sorted(listed["PolicyNames"]) == ["a", "c"]
