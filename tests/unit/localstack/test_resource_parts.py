from typing import Any

import pytest

from tickstack.localstack.resources.bucket import BUCKET
from tickstack.localstack.resources.function import FUNCTION
from tickstack.localstack.resources.lifecycle import lifecycle
from tickstack.localstack.resources.logs import LOG_GROUP
from tickstack.localstack.resources.parts import changes
from tickstack.localstack.resources.role import ROLE
from tickstack.localstack.resources.types import Part, Properties
from tickstack.localstack.updates import changed

ENABLED: Properties = {"Status": "Enabled"}


def policy(name: str, document: Any) -> Properties:
    return {"PolicyName": name, "PolicyDocument": document}


@pytest.mark.parametrize(
    ("parts", "wanted", "former", "calls"),
    [
        (LOG_GROUP.parts, {"LogGroupName": "g", "RetentionInDays": 3}, {"RetentionInDays": 3}, []),
        (
            LOG_GROUP.parts,
            {"LogGroupName": "g", "RetentionInDays": 7},
            {"RetentionInDays": 3},
            [("put_retention_policy", {"LogGroupName": "g", "RetentionInDays": 7})],
        ),
        (
            LOG_GROUP.parts,
            {"LogGroupName": "g", "Tags": [{"Key": "b", "Value": "2"}]},
            {"RetentionInDays": 3, "Tags": [{"Key": "a", "Value": "1"}]},
            [
                ("delete_retention_policy", {"LogGroupName": "g"}),
                ("untag_log_group", {"LogGroupName": "g", "Tags": ["a"]}),
                ("tag_log_group", {"LogGroupName": "g", "Tags": {"b": "2"}}),
            ],
        ),
        (
            ROLE.parts,
            {"RoleName": "r", "Policies": [policy("a", "x"), policy("b", "z")], "ManagedPolicyArns": ["m"]},
            {"Policies": [policy("a", "x"), policy("b", "y"), policy("c", "y")], "ManagedPolicyArns": ["n"]},
            [
                ("detach_role_policy", {"RoleName": "r", "PolicyArn": "n"}),
                ("attach_role_policy", {"RoleName": "r", "PolicyArn": "m"}),
                ("delete_role_policy", {"RoleName": "r", "PolicyName": "c"}),
                ("put_role_policy", {"RoleName": "r", "PolicyName": "b", "PolicyDocument": "z"}),
            ],
        ),
        (
            BUCKET.parts,
            {"BucketName": "b", "AccessControl": "BucketOwnerFullControl"},
            {"VersioningConfiguration": ENABLED, "Tags": []},
            [
                ("put_bucket_acl", {"Bucket": "b", "ACL": "bucket-owner-full-control"}),
                ("put_bucket_versioning", {"Bucket": "b", "VersioningConfiguration": {"Status": "Suspended"}}),
                ("delete_bucket_tagging", {"Bucket": "b"}),
            ],
        ),
        (
            FUNCTION.parts,
            {"FunctionName": "f", "Arn": "arn"},
            {"EphemeralStorage": {"Size": 1024}, "ReservedConcurrentExecutions": 0},
            [
                ("update_function_configuration", {"FunctionName": "f", "EphemeralStorage": {"Size": 512}}),
                ("delete_function_concurrency", {"FunctionName": "f"}),
            ],
        ),
    ],
)
def test_the_calls_that_change_parts(
    parts: tuple[Part, ...], wanted: Properties, former: Properties, calls: list[tuple[str, Properties]]
) -> None:
    assert [(call.operation, call.arguments) for call in changes(parts, wanted, former)] == calls


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        ({"Id": "r", "ExpirationInDays": 3}, {"ID": "r", "Filter": {"Prefix": ""}, "Expiration": {"Days": 3}}),
        ({"Prefix": "a/"}, {"Filter": {"Prefix": "a/"}}),
        ({"TagFilters": [{"Key": "k", "Value": "v"}]}, {"Filter": {"Tag": {"Key": "k", "Value": "v"}}}),
        (
            {"Prefix": "a/", "ObjectSizeLessThan": "9", "TagFilters": [{"Key": "k", "Value": "v"}]},
            {"Filter": {"And": {"Prefix": "a/", "ObjectSizeLessThan": "9", "Tags": [{"Key": "k", "Value": "v"}]}}},
        ),
        (
            {
                "Transition": {"StorageClass": "GLACIER", "TransitionInDays": 30},
                "NoncurrentVersionTransitions": [{"StorageClass": "GLACIER", "TransitionInDays": 1}],
                "NoncurrentVersionExpirationInDays": 2,
            },
            {
                "Filter": {"Prefix": ""},
                "Transitions": [{"StorageClass": "GLACIER", "Days": 30}],
                "NoncurrentVersionTransitions": [{"StorageClass": "GLACIER", "NoncurrentDays": 1}],
                "NoncurrentVersionExpiration": {"NoncurrentDays": 2},
            },
        ),
    ],
)
def test_lifecycle_rules_in_the_words_of_the_api(rule: Properties, result: Properties) -> None:
    assert lifecycle({"Rules": [ENABLED | rule]}) == {"Rules": [ENABLED | result]}


def test_a_function_forgets_what_the_template_no_longer_says() -> None:
    former = {"FunctionName": "f", "Timeout": 9, "LoggingConfig": {"LogGroup": "g", "LogFormat": "JSON"}}
    wanted = {"FunctionName": "f", "LoggingConfig": {"LogFormat": "JSON"}}
    assert FUNCTION.update(wanted, former) == {
        "FunctionName": "f",
        "Timeout": 3,
        "LoggingConfig": {"LogFormat": "JSON", "LogGroup": "/aws/lambda/f"},
    }
    assert FUNCTION.update(former, former) is None


def test_properties_that_nothing_puts_into_effect_are_named() -> None:
    properties: Properties = {
        "BucketName": "b",
        "Arn": "a",
        "Tags": [],
        "MetricsConfigurations": [],
        "AccessControl": None,
    }
    assert BUCKET.unknown(properties, {"readOnlyProperties": ["/properties/Arn"]}) == ["MetricsConfigurations"]


@pytest.mark.parametrize(
    ("wanted", "former", "stated", "names"),
    [
        ({"A": 1}, {"A": 1, "Arn": "x"}, {"A": 1}, []),
        ({"A": 2}, {"A": 1, "Arn": "x"}, {"A": 1}, ["A"]),
        ({}, {"A": 1, "Generated": "x"}, {"A": 1}, ["A"]),
        ({"A": 1, "B": 1}, {"A": 1}, {"A": 1}, ["B"]),
    ],
)
def test_what_an_update_changes(wanted: Properties, former: Properties, stated: Properties, names: list[str]) -> None:
    assert changed(wanted, former, stated) == names
