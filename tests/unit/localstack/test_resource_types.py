from typing import Any

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.localstack.authorization import for_account
from tickstack.localstack.metrics import Measure, MetricBatch
from tickstack.localstack.resources import athena, bucket, firehose, function_access, glue, kinesis, logs, role
from tickstack.localstack.resources.arguments import typed
from tickstack.localstack.resources.parts import changes
from tickstack.localstack.resources.types import Properties, ResourceType

SESSION = botocore.session.get_session()
ROWS = (
    glue.DATABASE,
    glue.TABLE,
    glue.CRAWLER_TYPE,
    athena.WORKGROUP,
    athena.NAMED_QUERY,
    firehose.DELIVERY_STREAM,
    bucket.BUCKET_POLICY,
    function_access.FUNCTION_URL,
    function_access.PERMISSION,
    logs.LOG_GROUP,
    role.ROLE,
    kinesis.STREAM,
)
STREAM: Properties = {"DeliveryStreamDescription": {"VersionId": "3", "Destinations": [{"DestinationId": "d"}]}}


def shape(service: str, operation: str) -> Any:
    return SESSION.get_service_model(service).operation_model(operation).input_shape


@pytest.mark.parametrize(
    ("row", "properties", "identity"),
    [
        (glue.DATABASE, {"DatabaseInput": {"Name": "d"}}, "d"),
        (glue.DATABASE, {"DatabaseName": "e", "DatabaseInput": {"Name": "d"}}, "e"),
        (glue.DATABASE, {"DatabaseInput": {}}, None),
        (glue.TABLE, {"TableInput": {"Name": "t"}}, "t"),
        (glue.CRAWLER_TYPE, {"Name": "c"}, "c"),
        (athena.WORKGROUP, {"Name": "w"}, "w"),
        (athena.NAMED_QUERY, {"Name": "q"}, None),
    ],
)
def test_what_ref_returns(row: ResourceType, properties: Properties, identity: str | None) -> None:
    assert row.identity(properties) == identity
    assert row.identity(row.identified(properties, "other")) == "other"


@pytest.mark.parametrize(
    ("row", "properties", "call", "arguments"),
    [
        (
            glue.DATABASE,
            {"CatalogId": "1", "DatabaseName": "d", "DatabaseInput": {"Description": "x"}},
            "create_database",
            {"CatalogId": "1", "DatabaseInput": {"Name": "d", "Description": "x"}},
        ),
        (
            glue.CRAWLER_TYPE,
            {"Name": "c", "Role": "r", "Schedule": {"ScheduleExpression": "cron(0 1 * * ? *)"}, "Tags": {"a": "b"}},
            "create_crawler",
            {"Name": "c", "Role": "r", "Schedule": "cron(0 1 * * ? *)", "Tags": {"a": "b"}},
        ),
        (
            athena.WORKGROUP,
            {"Name": "w", "RecursiveDeleteOption": True, "WorkGroupConfiguration": {"RequesterPaysEnabled": True}},
            "create_work_group",
            {"Name": "w", "Configuration": {"RequesterPaysEnabled": True}},
        ),
    ],
)
def test_the_call_that_creates(row: ResourceType, properties: Properties, call: str, arguments: Properties) -> None:
    (only,) = row.create(properties)
    assert (only.operation, only.arguments) == (call, arguments)


def test_a_disabled_workgroup_is_created_and_then_disabled() -> None:
    calls = athena.WORKGROUP.create({"Name": "w", "State": "DISABLED"})
    assert [call.operation for call in calls] == ["create_work_group", "update_work_group"]


@pytest.mark.parametrize(
    ("configuration", "previous", "updates"),
    [
        ({"RequesterPaysEnabled": True}, {}, {"RequesterPaysEnabled": True}),
        (
            {"ResultConfiguration": {"OutputLocation": "s3://b/"}},
            {"ResultConfiguration": {"OutputLocation": "s3://a/", "ExpectedBucketOwner": "1"}},
            {"ResultConfigurationUpdates": {"OutputLocation": "s3://b/", "RemoveExpectedBucketOwner": True}},
        ),
        ({}, {"BytesScannedCutoffPerQuery": 1}, {"RemoveBytesScannedCutoffPerQuery": True}),
        (
            {},
            {"ResultConfiguration": {"OutputLocation": "s3://a/"}},
            {"ResultConfigurationUpdates": {"RemoveOutputLocation": True}},
        ),
    ],
)
def test_the_updates_of_a_workgroup(configuration: Properties, previous: Properties, updates: Properties) -> None:
    assert athena.configuration_updates(configuration, previous) == updates


def test_an_updated_stream_forgets_what_the_template_no_longer_says() -> None:
    before: Properties = {"ExtendedS3DestinationConfiguration": {"Prefix": "a/", "CompressionFormat": "GZIP"}}
    after: Properties = {
        "DeliveryStreamName": "s",
        "ExtendedS3DestinationConfiguration": {"CompressionFormat": "GZIP", "S3BackupConfiguration": {"Prefix": "b/"}},
    }
    (call,) = firehose.DELIVERY_STREAM.update(after, before, STREAM)
    assert call.arguments == {
        "DeliveryStreamName": "s",
        "CurrentDeliveryStreamVersionId": "3",
        "DestinationId": "d",
        "ExtendedS3DestinationUpdate": {"Prefix": "", "CompressionFormat": "GZIP", "S3BackupUpdate": {"Prefix": "b/"}},
    }


KEY = {"KMSEncryptionConfig": {"AWSKMSKeyARN": "arn:aws:kms:us-east-1:1:key/k"}}
HINTS = {"SizeInMBs": 64, "IntervalInSeconds": 60}
CONVERTED: Properties = {"DataFormatConversionConfiguration": {"SchemaConfiguration": {}}}
PARTITIONED: Properties = {"DynamicPartitioningConfiguration": {"Enabled": "true"}}
LARGE = {"SizeInMBs": 128, "IntervalInSeconds": 300}


@pytest.mark.parametrize(
    ("before", "after", "update"),
    [
        ({"FileExtension": ".x"}, {}, {"FileExtension": ""}),
        ({"CustomTimeZone": "Europe/Berlin"}, {}, {"CustomTimeZone": "UTC"}),
        ({"EncryptionConfiguration": KEY}, {}, {"EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"}}),
        ({"BufferingHints": HINTS}, {}, {"BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300}}),
        ({"BufferingHints": HINTS, **CONVERTED}, CONVERTED, {"BufferingHints": LARGE, **CONVERTED}),
        ({"BufferingHints": HINTS, **PARTITIONED}, PARTITIONED, {"BufferingHints": LARGE, **PARTITIONED}),
        (
            {"S3BackupConfiguration": {"Prefix": "raw/", "CompressionFormat": "GZIP"}},
            {"S3BackupConfiguration": {"CompressionFormat": "GZIP"}},
            {"S3BackupUpdate": {"Prefix": "", "CompressionFormat": "GZIP"}},
        ),
    ],
)
def test_a_setting_that_a_template_no_longer_states_is_its_default_again(
    before: Properties, after: Properties, update: Properties
) -> None:
    member = "ExtendedS3DestinationConfiguration"
    (call,) = firehose.DELIVERY_STREAM.update({"DeliveryStreamName": "s", member: after}, {member: before}, STREAM)
    assert call.arguments["ExtendedS3DestinationUpdate"] == update


def test_an_updated_http_endpoint_keeps_its_bucket_under_another_name() -> None:
    before: Properties = {"HttpEndpointDestinationConfiguration": {"RetryOptions": {"DurationInSeconds": 1}}}
    url = {"Url": "https://a"}
    after: Properties = {
        "DeliveryStreamName": "s",
        "HttpEndpointDestinationConfiguration": {
            "EndpointConfiguration": url,
            "S3Configuration": {"Prefix": "b/"},
        },
    }
    (call,) = firehose.DELIVERY_STREAM.update(after, before, STREAM)
    assert call.arguments["HttpEndpointDestinationUpdate"] == {
        "EndpointConfiguration": url,
        "RetryOptions": {"DurationInSeconds": 300},
        "S3Update": {"Prefix": "b/"},
    }


def test_a_stream_s_tags_and_encryption_are_parts() -> None:
    before: Properties = {"DeliveryStreamName": "s", "Tags": [{"Key": "a", "Value": "1"}]}
    key = {"KeyType": "AWS_OWNED_CMK"}
    after: Properties = {"DeliveryStreamName": "s", "DeliveryStreamEncryptionConfigurationInput": key}
    calls = changes(firehose.DELIVERY_STREAM.parts, after, before)
    assert [(call.operation, call.arguments) for call in calls] == [
        (
            "start_delivery_stream_encryption",
            {"DeliveryStreamName": "s", "DeliveryStreamEncryptionConfigurationInput": key},
        ),
        ("untag_delivery_stream", {"DeliveryStreamName": "s", "TagKeys": ["a"]}),
    ]
    assert [call.operation for call in changes(firehose.DELIVERY_STREAM.parts, before, after)] == [
        "stop_delivery_stream_encryption",
        "tag_delivery_stream",
    ]


@pytest.mark.parametrize(
    ("status", "encryption", "settled"),
    [
        ("CREATING", "DISABLED", False),
        ("ACTIVE", "DISABLED", True),
        ("ACTIVE", "ENABLING", False),
        ("ACTIVE", "ENABLED", True),
        ("CREATING_FAILED", "ENABLING_FAILED", True),
    ],
)
def test_a_stream_is_settled_once_nothing_changes(status: str, encryption: str, settled: bool) -> None:
    description = {
        "DeliveryStreamName": "s",
        "DeliveryStreamStatus": status,
        "DeliveryStreamEncryptionConfiguration": {"Status": encryption},
        "FailureDescription": {"Type": "KMS_KEY_NOT_FOUND", "Details": "no"},
    }
    answer = {"DeliveryStreamDescription": description}
    assert firehose.DELIVERY_STREAM.settled(answer) == settled
    failure = "s could not be created: KMS_KEY_NOT_FOUND, no" if status == "CREATING_FAILED" else None
    assert firehose.DELIVERY_STREAM.failure(answer) == failure


@pytest.mark.parametrize(
    ("wanted", "calls"),
    [
        ({"ShardCount": "2"}, []),
        ({"ShardCount": 4}, ["update_shard_count"]),
        ({}, ["update_stream_mode"]),
        ({"ShardCount": 4, "StreamModeDetails": {"StreamMode": "ON_DEMAND"}}, ["update_stream_mode"]),
        ({"ShardCount": 2, "MaxRecordSizeInKiB": 2048}, ["update_max_record_size"]),
    ],
)
def test_a_kinesis_stream_is_updated_to_what_it_is_not_yet(wanted: Properties, calls: list[str]) -> None:
    summary = {
        "StreamARN": "arn",
        "OpenShardCount": 2,
        "MaxRecordSizeInKiB": 1024,
        "StreamModeDetails": {"StreamMode": "PROVISIONED"},
    }
    asked = kinesis.STREAM.update({"Name": "s"} | wanted, {}, {"StreamDescriptionSummary": summary})
    assert [call.operation for call in asked] == calls


@pytest.mark.parametrize(
    ("wanted", "former", "calls"),
    [
        ({"RetentionPeriodHours": "48"}, {}, [("increase_stream_retention_period", 48)]),
        ({}, {"RetentionPeriodHours": 48}, [("decrease_stream_retention_period", 24)]),
        ({"RetentionPeriodHours": 24}, {}, []),
    ],
)
def test_a_retention_grows_or_shrinks(wanted: Properties, former: Properties, calls: list[tuple[str, int]]) -> None:
    asked = changes(kinesis.STREAM.parts, {"Name": "s"} | wanted, former)
    assert [(call.operation, call.arguments["RetentionPeriodHours"]) for call in asked] == calls


def test_a_crawler_without_its_schedule_is_unscheduled() -> None:
    (call,) = glue.CRAWLER_TYPE.update({"Name": "c"}, {"Name": "c", "Schedule": {"ScheduleExpression": "cron(..)"}}, {})
    assert call.arguments == {"Name": "c", "Schedule": ""}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_names_real_operations_and_properties(row: ResourceType) -> None:
    schema = row.schema()
    assert schema["primaryIdentifier"] == [f"/properties/{'/'.join(row.identifier)}"]
    operations = set(dir(SESSION.create_client(row.service, "us-east-1")))
    properties = row.identified({"DatabaseName": "d", "TableInput": {}, "Name": "n", "TargetFunctionArn": "f"}, "id")
    assert {row.delete(properties).operation, row.read(properties).operation} <= operations


@pytest.mark.parametrize(
    ("operation", "value", "result"),
    [
        ("CreateTable", {"TableInput": {"Retention": "3"}}, {"TableInput": {"Retention": 3}}),
        (
            "CreateTable",
            {"TableInput": {"Parameters": {"n": 1, "b": True}}},
            {"TableInput": {"Parameters": {"n": "1", "b": "true"}}},
        ),
        (
            "CreateCrawler",
            {"Targets": {"DynamoDBTargets": [{"Path": "t", "ScanAll": "false"}]}},
            {"Targets": {"DynamoDBTargets": [{"Path": "t", "scanAll": False}]}},
        ),
        ("CreateTable", {"Nonsense": 1}, {"Nonsense": 1}),
        ("CreateTable", {"TableInput": {"Retention": "many"}}, {"TableInput": {"Retention": "many"}}),
    ],
)
def test_values_get_the_types_of_the_api(operation: str, value: Properties, result: Properties) -> None:
    assert typed(value, shape("glue", operation)) == result


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, JSON)
def test_no_value_is_lost_on_the_way(description: object, parameters: object) -> None:
    once = typed({"TableInput": {"Description": description, "Parameters": parameters}}, shape("glue", "CreateTable"))
    assert typed(once, shape("glue", "CreateTable")) == once
    assert once["TableInput"].keys() == {"Description", "Parameters"}


def test_the_caller_s_account_takes_the_place_of_a_temporary_key() -> None:
    header = "AWS4-HMAC-SHA256 Credential=LSIAQ/20260101/us-east-1/glue/aws4_request, SignedHeaders=host, Signature=0"
    assert for_account(header, "111111111111") == header.replace("LSIAQ", "111111111111")
    assert for_account("", "111111111111") == ""


def test_metrics_of_a_period_are_sent_together() -> None:
    sent: list[dict[Measure, int]] = []
    batch = MetricBatch(lambda counts, _since: sent.append(dict(counts)), period=3600)
    calls, errors = Measure("1", "r", "f", "Invocations"), Measure("1", "r", "f", "Errors")
    batch.count(calls)
    batch.count(calls, errors)
    batch.flush()
    batch.flush()
    assert sent == [{calls: 2, errors: 1}]
