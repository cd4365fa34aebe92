"""The template: what a deployment reads out of it, and the rules that it keeps on every target."""

from pathlib import Path
from typing import Any, cast

import pytest
from cfnlint.decode import cfn_yaml  # type: ignore[import-untyped]  # it has no types

from tickstack.deployment.packages import PYTHON
from tickstack.deployment.template import MAX_BYTES, Template, TemplateError

PATH = Path(__file__).parents[3] / "lambdas" / "template.yaml"


@pytest.fixture(scope="module")
def resources() -> dict[str, dict[str, Any]]:
    return cast("dict[str, dict[str, Any]]", cfn_yaml.load(str(PATH))["Resources"])


def of_type(resources: dict[str, dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return {key: resource for key, resource in resources.items() if resource["Type"] == name}


def test_the_template_is_read() -> None:
    template = Template.read(PATH)
    assert template.runtimes == {"Collector": f"python{PYTHON}", "Transformer": f"python{PYTHON}"}
    assert [name for name, has_default in template.parameters.items() if not has_default] == [
        "ArtifactBucket",
        "DataCollectorKey",
        "DataTransformerKey",
    ]
    assert template.outputs >= {"FunctionUrl", "DataBucketName", "DeliveryStreamName", "NamedQueryId", "WorkGroupName"}
    assert len(template.body.encode()) <= MAX_BYTES


def test_outputs_that_depend_on_a_condition_are_not_waited_for() -> None:
    template = Template.parse("Resources: {}\nOutputs: {A: {Value: !GetAtt X.Y}, B: {Value: 1, Condition: C}}\n")
    assert template.outputs == {"A"}


def test_retained_buckets_get_static_names_so_that_they_can_be_imported() -> None:
    template = Template.read(PATH)
    pseudo = {"AWS::StackName": "s", "AWS::AccountId": "123456789012", "AWS::Region": "eu-west-1"}
    before, after = template.body.splitlines(), template.with_static_names(pseudo).splitlines()
    changed = {new.strip() for old, new in zip(before, after, strict=True) if old != new}
    assert changed == {f"BucketName: s-{name}-123456789012-eu-west-1" for name in ("data", "results")}


@pytest.mark.parametrize(
    "body",
    [
        "{A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'a-${AWS::Region}'}}}",
        "{A: {Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: {BucketName: !Sub 'a-${Parameter}'}}}",
        "{A: {Type: AWS::S3::Bucket, DeletionPolicy: Retain, Properties: {BucketName: !Ref AWS::Region}}}",
        "{A: {Type: AWS::S3::Bucket, DeletionPolicy: Retain}}",
        "{A: {Type: AWS::SQS::Queue, DeletionPolicy: Retain, Properties: {BucketName: !Sub 'a-${AWS::Region}'}}}",
        "{}",
    ],
)
def test_other_names_stay_as_they_are(body: str) -> None:
    template = Template.parse(f"Resources: {body}")
    assert template.with_static_names({"AWS::Region": "eu-west-1"}) == template.body


def test_short_forms_are_read_whatever_they_hold() -> None:
    body = "Resources: {A: {Type: X, P: [!Ref R, !Sub [a, {b: c}], !If [C, 1, 2], !Transform {Name: n}]}}"
    assert Template.parse(body).parameters == {}


@pytest.mark.parametrize(
    ("body", "says"),
    [("a: [", "not YAML"), ("a: 1", "no Resources"), ("- a", "no Resources"), ("", "no Resources")],
)
def test_what_is_no_template_is_refused(body: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says):
        Template.parse(body)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"absent\.yaml cannot be read"):
        Template.read(tmp_path / "absent.yaml")


def test_buckets_are_kept_private_and_encrypted(resources: dict[str, dict[str, Any]]) -> None:
    buckets = of_type(resources, "AWS::S3::Bucket")
    assert set(buckets) == {"DataBucket", "ResultsBucket"}
    for bucket in buckets.values():
        assert (bucket["DeletionPolicy"], bucket["UpdateReplacePolicy"]) == ("Retain", "Retain")
        assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
        assert "BucketEncryption" in bucket["Properties"]
    policies = of_type(resources, "AWS::S3::BucketPolicy").values()
    assert {policy["Properties"]["Bucket"]["Ref"] for policy in policies} == set(buckets)


def test_no_role_may_do_everything_or_anywhere(resources: dict[str, dict[str, Any]]) -> None:
    roles = of_type(resources, "AWS::IAM::Role")
    assert set(roles) == {"CollectorRole", "TransformerRole", "DeliveryRole", "CrawlerRole"}
    for role in roles.values():
        assert "ManagedPolicyArns" not in role["Properties"]
        for policy in role["Properties"]["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                assert not [action for action in actions if "*" in action]
                assert statement["Resource"] != "*"


def test_firehose_is_trusted_on_behalf_of_this_account_only(resources: dict[str, dict[str, Any]]) -> None:
    (trust,) = resources["DeliveryRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Condition"] == {"StringEquals": {"sts:ExternalId": {"Ref": "AWS::AccountId"}}}


def test_errors_are_written_outside_of_what_is_crawled(resources: dict[str, dict[str, Any]]) -> None:
    destination = resources["DeliveryStream"]["Properties"]["ExtendedS3DestinationConfiguration"]
    (target,) = resources["Crawler"]["Properties"]["Targets"]["S3Targets"]
    assert target["Path"] == {"Fn::Sub": "s3://${DataBucket}/ticks/"}
    assert destination["Prefix"] == "ticks/!{timestamp:yyyy/MM/dd/HH}/"
    assert destination["ErrorOutputPrefix"].startswith("errors/!{firehose:error-output-type}/")
    assert destination["ProcessingConfiguration"]["Enabled"] is True


def test_every_log_group_is_limited_in_time(resources: dict[str, dict[str, Any]]) -> None:
    groups = of_type(resources, "AWS::Logs::LogGroup")
    assert len(groups) == 3
    assert all("RetentionInDays" in group["Properties"] for group in groups.values())


def test_the_url_is_closed_unless_opened(resources: dict[str, dict[str, Any]]) -> None:
    assert cfn_yaml.load(str(PATH))["Parameters"]["FunctionUrlAuth"]["Default"] == "AWS_IAM"
    actions = {each["Properties"]["Action"] for each in of_type(resources, "AWS::Lambda::Permission").values()}
    assert actions == {"lambda:InvokeFunctionUrl", "lambda:InvokeFunction"}


def test_no_resource_depends_on_where_it_is_deployed(resources: dict[str, dict[str, Any]]) -> None:
    assert not [name for name, resource in resources.items() if "Condition" in resource]
