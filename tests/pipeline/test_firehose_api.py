"""Firehose's API of the running stack as boto3 sees it: states, refusals, tags, encryption, faults, HTTP endpoints."""

import base64
import json
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from analyst import Stack, lines_below
from own_stack import until

pytestmark = pytest.mark.stack

ROLE = "arn:aws:iam::000000000000:role/delivery"
DESTINATION = {"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::bucket-of-no-one"}
TARGET = {"CurrentDeliveryStreamVersionId": "1", "DestinationId": "destinationId-000000000001"}
ONE = "1 validation error detected: Value at "
BIG = bytes(1_024_001)


def status(stack: Stack, name: str) -> str:
    answer = stack.client("firehose").describe_delivery_stream(DeliveryStreamName=name)
    return str(answer["DeliveryStreamDescription"]["DeliveryStreamStatus"])


def encryption(stack: Stack, name: str) -> dict[str, Any]:
    answer = stack.client("firehose").describe_delivery_stream(DeliveryStreamName=name)
    description: dict[str, Any] = answer["DeliveryStreamDescription"]["DeliveryStreamEncryptionConfiguration"]
    return description


def new_name() -> str:
    return f"test-{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="module")
def stream(stack: Stack) -> Iterator[str]:
    """An active stream of this module's own."""
    firehose, name = stack.client("firehose"), new_name()
    firehose.create_delivery_stream(DeliveryStreamName=name, ExtendedS3DestinationConfiguration=DESTINATION)
    until(lambda: status(stack, name) == "ACTIVE", "ACTIVE")
    yield name
    firehose.delete_delivery_stream(DeliveryStreamName=name)


def test_creating_is_seen_and_refuses(stack: Stack) -> None:
    firehose, name = stack.client("firehose"), new_name()
    arn = firehose.create_delivery_stream(DeliveryStreamName=name, S3DestinationConfiguration=DESTINATION)
    assert status(stack, name) == "CREATING"
    with pytest.raises(firehose.exceptions.ResourceNotFoundException, match="is not active in 000000000000 account"):
        firehose.put_record(DeliveryStreamName=name, Record={"Data": b"x"})
    with pytest.raises(firehose.exceptions.ResourceInUseException, match="cannot be deleted in CREATING state"):
        firehose.delete_delivery_stream(DeliveryStreamName=name)
    until(lambda: status(stack, name) == "ACTIVE", "ACTIVE")
    assert arn["DeliveryStreamARN"].endswith(f":deliverystream/{name}")
    firehose.delete_delivery_stream(DeliveryStreamName=name)
    assert status(stack, name) == "DELETING"
    with pytest.raises(firehose.exceptions.ResourceNotFoundException):
        until(lambda: not status(stack, name), "the end of it")


REFUSED = [
    ("put_record", {"Record": {"Data": BIG}}, "ValidationException", f"{ONE}'record.data' failed"),
    (
        "put_record_batch",
        {"Records": [{"Data": b"x"}, {"Data": BIG}]},
        "ValidationException",
        "'records.2.member.data'",
    ),
    ("put_record_batch", {"Records": [{"Data": b"x"}] * 501}, "ValidationException", "less than or equal to 500"),
    ("put_record_batch", {"Records": [{"Data": BIG[1:]}] * 5}, "InvalidArgumentException", "exceeds 4 MB limit"),
    ("update_destination", {**TARGET}, "InvalidArgumentException", "At least one destination or source"),
    (
        "update_destination",
        {**TARGET, "DestinationId": "other", "S3DestinationUpdate": {}},
        "InvalidArgumentException",
        "Destination Id other not found",
    ),
    (
        "update_destination",
        {**TARGET, "CurrentDeliveryStreamVersionId": "7", "S3DestinationUpdate": {"Prefix": "a/"}},
        "ConcurrentModificationException",
        "since the current version id: 1 and specified version id: 7 do not match",
    ),
    (
        "update_destination",
        {**TARGET, "ElasticsearchDestinationUpdate": {}},
        "InvalidArgumentException",
        "Switching between",
    ),
    ("tag_delivery_stream", {"Tags": [{"Key": "aws:a"}]}, "ValidationException", "'tags.1.member.key'"),
    ("create_delivery_stream", {"S3DestinationConfiguration": DESTINATION}, "ResourceInUseException", "already exists"),
    ("create_delivery_stream", {}, "InvalidArgumentException", "Exactly one destination configuration"),
]


@pytest.mark.parametrize(("operation", "members", "code", "text"), REFUSED)
def test_refusals_have_aws_s_codes_and_words(
    stack: Stack, stream: str, operation: str, members: dict[str, Any], code: str, text: str
) -> None:
    firehose = stack.client("firehose")
    with pytest.raises(firehose.exceptions.ClientError) as error:
        getattr(firehose, operation)(DeliveryStreamName=stream, **members)
    assert error.value.response["Error"]["Code"] == code
    assert text in error.value.response["Error"]["Message"]


@pytest.mark.parametrize("member", ["Elasticsearch", "Amazonopensearchservice", "Redshift", "Splunk"])
def test_a_destination_that_is_not_there_says_so_by_name(stack: Stack, member: str) -> None:
    configuration = {
        "Elasticsearch": {"RoleARN": ROLE, "IndexName": "i", "S3Configuration": DESTINATION},
        "Amazonopensearchservice": {"RoleARN": ROLE, "IndexName": "i", "S3Configuration": DESTINATION},
        "Redshift": {
            "RoleARN": ROLE,
            "ClusterJDBCURL": "jdbc:redshift://c.x.us-east-1.redshift.amazonaws.com:5439/db",
            "CopyCommand": {"DataTableName": "t"},
            "S3Configuration": DESTINATION,
        },
        "Splunk": {
            "HECEndpoint": "https://a",
            "HECEndpointType": "Raw",
            "HECToken": "t",
            "S3Configuration": DESTINATION,
        },
    }[member]
    firehose = stack.client("firehose")
    with pytest.raises(firehose.exceptions.ClientError, match=f"does not support the destination {member}") as error:
        firehose.create_delivery_stream(
            DeliveryStreamName=new_name(), **{f"{member}DestinationConfiguration": configuration}
        )
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501


def test_encryption_with_a_key_of_kms(stack: Stack, stream: str) -> None:
    firehose, kms = stack.client("firehose"), stack.client("kms")
    key = kms.create_key()["KeyMetadata"]["Arn"]
    wanted = {"KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": key}
    firehose.start_delivery_stream_encryption(
        DeliveryStreamName=stream, DeliveryStreamEncryptionConfigurationInput=wanted
    )
    assert encryption(stack, stream) == {**wanted, "Status": "ENABLING"}
    until(lambda: encryption(stack, stream)["Status"] == "ENABLED", "ENABLED")
    assert firehose.put_record(DeliveryStreamName=stream, Record={"Data": b"x"})["Encrypted"] is True
    absent = {"KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": f"{key[:-4]}0000"}
    firehose.start_delivery_stream_encryption(
        DeliveryStreamName=stream, DeliveryStreamEncryptionConfigurationInput=absent
    )
    until(lambda: encryption(stack, stream)["Status"] == "ENABLING_FAILED", "ENABLING_FAILED")
    assert encryption(stack, stream)["FailureDescription"]["Type"] == "KMS_KEY_NOT_FOUND"
    firehose.stop_delivery_stream_encryption(DeliveryStreamName=stream)
    until(lambda: encryption(stack, stream) == {"Status": "DISABLED"}, "DISABLED")
    assert firehose.put_record(DeliveryStreamName=stream, Record={"Data": b"x"})["Encrypted"] is False
    with pytest.raises(firehose.exceptions.InvalidArgumentException, match="KeyARN must be specified"):
        firehose.start_delivery_stream_encryption(
            DeliveryStreamName=stream,
            DeliveryStreamEncryptionConfigurationInput={"KeyType": "CUSTOMER_MANAGED_CMK"},
        )


def test_a_tag_makes_puts_fail_in_part(stack: Stack, stream: str) -> None:
    firehose = stack.client("firehose")
    firehose.tag_delivery_stream(DeliveryStreamName=stream, Tags=[{"Key": "tickstack:put-faults", "Value": "every=2"}])
    answer = firehose.put_record_batch(DeliveryStreamName=stream, Records=[{"Data": b"x"}] * 4)
    codes = [response.get("ErrorCode") for response in answer["RequestResponses"]]
    assert codes == [None, "ServiceUnavailableException"] * 2
    assert answer["FailedPutCount"] == 2
    firehose.untag_delivery_stream(DeliveryStreamName=stream, TagKeys=["tickstack:put-faults"])
    assert firehose.put_record_batch(DeliveryStreamName=stream, Records=[{"Data": b"x"}] * 4)["FailedPutCount"] == 0


class Collector(BaseHTTPRequestHandler):
    """Acknowledges, unless it is told to refuse."""

    def do_POST(self) -> None:
        document = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((dict(self.headers), document))  # type: ignore[attr-defined]
        refuses = self.path == "/refuse"
        body = json.dumps({"requestId": document["requestId"], "timestamp": 1}).encode()
        self.send_response(503 if refuses else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def collector() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    server.seen = []
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_http_endpoint_gets_the_records(stack: Stack, bucket: str, collector: Any) -> None:
    firehose, name = stack.client("firehose"), new_name()
    address = f"http://127.0.0.1:{collector.server_port}"
    configuration = {
        "EndpointConfiguration": {"Url": f"{address}/in", "Name": "collector", "AccessKey": "s3cr3t"},
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 30},
        "RequestConfiguration": {"CommonAttributes": [{"AttributeName": "stage", "AttributeValue": "test"}]},
        "RetryOptions": {"DurationInSeconds": 0},
        "S3Configuration": {"RoleARN": ROLE, "BucketARN": f"arn:aws:s3:::{bucket}"},
    }
    firehose.create_delivery_stream(DeliveryStreamName=name, HttpEndpointDestinationConfiguration=configuration)
    until(lambda: status(stack, name) == "ACTIVE", "ACTIVE")
    firehose.put_record_batch(DeliveryStreamName=name, Records=[{"Data": b"one"}, {"Data": b"two"}])
    until(lambda: collector.seen, "a request")
    headers, document = collector.seen[0]
    assert [base64.b64decode(record["data"]) for record in document["records"]] == [b"one", b"two"]
    assert headers["X-Amz-Firehose-Access-Key"] == "s3cr3t"
    assert headers["X-Amz-Firehose-Request-Id"] == document["requestId"]
    assert json.loads(headers["X-Amz-Firehose-Common-Attributes"]) == {"commonAttributes": {"stage": "test"}}
    firehose.update_destination(
        DeliveryStreamName=name,
        **TARGET,
        HttpEndpointDestinationUpdate={"EndpointConfiguration": {"Url": f"{address}/refuse"}},
    )
    firehose.put_record(DeliveryStreamName=name, Record={"Data": b"three"})
    s3 = stack.client("s3")
    (line,) = until(lambda: lines_below(s3, bucket, "http-endpoint-failed/"), "the error object")
    error = json.loads(line)
    assert (base64.b64decode(error["rawData"]), error["errorCode"]) == (b"three", "HttpEndpoint.DestinationException")
    firehose.delete_delivery_stream(DeliveryStreamName=name)


def test_a_stack_s_stream_to_an_http_endpoint(stack: Stack, bucket: str, collector: Any) -> None:
    cloudformation, name = stack.client("cloudformation"), new_name()
    endpoint = {
        "EndpointConfiguration": {"Url": f"http://127.0.0.1:{collector.server_port}/in"},
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 30},
        "S3Configuration": {"RoleARN": ROLE, "BucketARN": f"arn:aws:s3:::{bucket}"},
    }
    template = {
        "Resources": {
            "Stream": {
                "Type": "AWS::KinesisFirehose::DeliveryStream",
                "Properties": {"DeliveryStreamName": name, "HttpEndpointDestinationConfiguration": endpoint},
            }
        }
    }
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    stack.client("firehose").put_record(DeliveryStreamName=name, Record={"Data": b"one"})
    until(lambda: collector.seen, "a request")
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1})


@pytest.mark.parametrize(
    ("operation", "body", "code"),
    [
        ("Nope", b"{}", "UnknownOperationException"),
        ("PutRecord", b"{", "SerializationException"),
        ("PutRecord", b'{"DeliveryStreamName": "s", "Record": {"Data": 5}}', "SerializationException"),
        ("PutRecord", b'{"DeliveryStreamName": "s", "Record": {"Data": "%%%%"}}', "SerializationException"),
        ("PutRecordBatch", b'{"DeliveryStreamName": "s", "Records": [null]}', "ValidationException"),
    ],
)
def test_what_is_no_request_is_refused(stack: Stack, operation: str, body: bytes, code: str) -> None:
    scope = "000000000000/20200101/us-east-1/firehose/aws4_request"
    answer = httpx.post(
        stack.endpoint_url,
        content=body,
        headers={
            "X-Amz-Target": f"Firehose_20150804.{operation}",
            "Content-Type": "application/x-amz-json-1.1",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        },
        trust_env=False,
    )
    assert (answer.status_code, answer.json()["__type"]) == (400, code)


def test_a_stack_s_stream_reads_a_kinesis_stream(stack: Stack, bucket: str) -> None:
    cloudformation, name = stack.client("cloudformation"), new_name()
    source = {"KinesisStreamARN": {"Fn::GetAtt": ["Source", "Arn"]}, "RoleARN": ROLE}
    objects = {
        "RoleARN": ROLE,
        "BucketARN": f"arn:aws:s3:::{bucket}",
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
    }
    template = {
        "Resources": {
            "Source": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": name, "ShardCount": 1}},
            "Stream": {
                "Type": "AWS::KinesisFirehose::DeliveryStream",
                "Properties": {
                    "DeliveryStreamName": name,
                    "DeliveryStreamType": "KinesisStreamAsSource",
                    "KinesisStreamSourceConfiguration": source,
                    "ExtendedS3DestinationConfiguration": objects,
                    "Tags": [{"Key": "team", "Value": "blue"}],
                },
            },
        }
    }
    cloudformation.create_stack(StackName=name, TemplateBody=json.dumps(template))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    firehose = stack.client("firehose")
    described = firehose.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]
    assert "DeliveryStreamEncryptionConfiguration" not in described
    assert described["Source"]["KinesisStreamSourceDescription"]["KinesisStreamARN"].endswith(f":stream/{name}")
    assert firehose.list_tags_for_delivery_stream(DeliveryStreamName=name)["Tags"] == [{"Key": "team", "Value": "blue"}]
    with pytest.raises(
        firehose.exceptions.InvalidArgumentException, match="KinesisStreamAsSource delivery stream type"
    ):
        firehose.put_record(DeliveryStreamName=name, Record={"Data": b"x"})
    stack.client("kinesis").put_record(StreamName=name, Data=b"one\n", PartitionKey="a")
    assert until(lambda: lines_below(stack.client("s3"), bucket, ""), "the object") == [b"one"]
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
