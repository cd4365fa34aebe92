"""Delivery to an HTTP endpoint: the requests, what a response says, retries, and what ends in S3."""

import base64
import gzip
import json
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest

from firehose_client import Client
from firehose_fakes import BUCKET, ENDPOINT, FUNCTION, ROLE, FakeServices, destination, endpoint, processing
from tickstack.firehose.buffers import Limits
from tickstack.firehose.http_client import HttpEndpoints
from tickstack.firehose.http_endpoint import Endpoint, fault_of
from tickstack.firehose.options import Options
from tickstack.firehose.ports import EndpointError, HttpRequest, HttpResponse
from tickstack.firehose.service import Firehose

ARN = "arn:aws:firehose:us-east-1:123456789012:deliverystream/prices"
NAME = {"DeliveryStreamName": "prices"}
FAST = 10_000.0
PLAIN = {"Content-Type", "X-Amz-Firehose-Protocol-Version", "X-Amz-Firehose-Request-Id", "X-Amz-Firehose-Source-Arn"}
STORED = {
    "RoleARN": ROLE,
    "BucketARN": BUCKET,
    "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
    "CompressionFormat": "UNCOMPRESSED",
    "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
    "CloudWatchLoggingOptions": {"Enabled": False},
}
DESCRIBED = {
    "EndpointConfiguration": {"Url": ENDPOINT},
    "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
    "CloudWatchLoggingOptions": {"Enabled": False},
    "RequestConfiguration": {"ContentEncoding": "NONE", "CommonAttributes": []},
    "RetryOptions": {"DurationInSeconds": 300},
    "S3BackupMode": "FailedDataOnly",
    "S3DestinationDescription": STORED,
}
LOGGING = {"Enabled": True, "LogGroupName": "/aws/kinesisfirehose/prices", "LogStreamName": "HttpEndpointDelivery"}
UNREACHABLE = EndpointError("HttpEndpoint.ConnectionFailed", "Unable to connect to the destination endpoint.")


def configured(**members: Any) -> Endpoint:
    given: dict[str, Any] = {
        "url": ENDPOINT,
        "access_key": None,
        "compressed": False,
        "attributes": {},
        "limits": Limits(1, 1),
        "retry": 1.0,
        "log": None,
    }
    return Endpoint(**given | members)


def test_a_request_carries_the_records_in_base64() -> None:
    request = configured().request(ARN, "id-1", 1578090901599, [b"hello", b""])
    assert request.url == ENDPOINT
    assert set(request.headers) == PLAIN | {"User-Agent"}
    assert request.headers["X-Amz-Firehose-Source-Arn"] == ARN
    assert request.headers["X-Amz-Firehose-Protocol-Version"] == "1.0"
    assert json.loads(request.body) == {
        "requestId": "id-1",
        "timestamp": 1578090901599,
        "records": [{"data": "aGVsbG8="}, {"data": ""}],
    }


def test_key_attributes_and_compression_show_in_the_headers() -> None:
    rich = configured(access_key="s3cr3t", attributes={"stage": "test", "empty": ""}, compressed=True)
    request = rich.request(ARN, "id-1", 1, [b"x"])
    assert request.headers["X-Amz-Firehose-Access-Key"] == "s3cr3t"
    attributes = json.loads(request.headers["X-Amz-Firehose-Common-Attributes"])
    assert attributes == {"commonAttributes": {"stage": "test", "empty": ""}}
    assert request.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(request.body))["records"] == [{"data": "eA=="}]


JSON = {"content-type": "application/json", "content-length": "1"}
INVALID = "HttpEndpoint.InvalidResponseFromDestination"
EXCEPTION = "HttpEndpoint.DestinationException"


@pytest.mark.parametrize(
    ("status", "headers", "body", "code"),
    [
        (200, JSON, '{"requestId": "id-1", "timestamp": 1578090903599}', None),
        (200, JSON, '{"requestId": "id-1", "timestamp": "1578090903599"}', None),
        (
            200,
            JSON | {"content-type": "application/json; charset=utf-8"},
            '{"requestId": "id-1", "timestamp": 1}',
            None,
        ),
        (200, JSON, '{"requestId": "id-2", "timestamp": 1}', INVALID),
        (200, JSON, '{"requestId": "id-1"}', INVALID),
        (200, JSON, '{"requestId": "id-1", "timestamp": true}', INVALID),
        (200, JSON, "OK", INVALID),
        (200, JSON, "[]", INVALID),
        (200, JSON | {"content-type": "text/plain"}, '{"requestId": "id-1", "timestamp": 1}', INVALID),
        (200, JSON | {"content-encoding": "gzip"}, '{"requestId": "id-1", "timestamp": 1}', INVALID),
        (200, {"content-type": "application/json"}, '{"requestId": "id-1", "timestamp": 1}', INVALID),
        (200, JSON, " " * (1024 * 1024 + 1), "HttpEndpoint.ResponseTooLarge"),
        (202, JSON, '{"requestId": "id-1", "timestamp": 1}', EXCEPTION),
        (301, {}, "", EXCEPTION),
        (413, JSON, "too much", EXCEPTION),
        (500, {}, "", EXCEPTION),
    ],
)
def test_only_an_acknowledgement_counts(status: int, headers: Mapping[str, str], body: str, code: str | None) -> None:
    fault = fault_of(HttpResponse(status, headers, body.encode()), "id-1")
    assert (fault and fault.code) == code
    if code == EXCEPTION:
        assert fault is not None
        assert fault.message.endswith(f"received from the endpoint destination. {status}: {body}")


class Delivering:
    """A stream to an endpoint, by a clock that runs fast."""

    def __init__(self, time_scale: float = FAST, **members: Any) -> None:
        self.services = FakeServices()
        self.core = Firehose(self.services.connect, options=Options(time_scale=time_scale, creation=0))
        self.client = Client(self.core)
        self.client.create(HttpEndpointDestinationConfiguration=endpoint(**members))

    def put(self, *data: bytes) -> None:
        self.client("PutRecordBatch", **NAME, Records=[{"Data": each} for each in data])

    def bodies(self) -> list[list[bytes]]:
        """The records of each request so far."""
        documents = [json.loads(request.body) for request in self.services.endpoints.requests]
        return [[base64.b64decode(record["data"]) for record in document["records"]] for document in documents]

    def objects(self) -> dict[str, bytes]:
        return {key: item.body for key, item in self.services.storage.objects.items()}


def test_a_batch_goes_out_in_one_request_and_nothing_to_s3() -> None:
    stream = Delivering(time_scale=1, BufferingHints={"SizeInMBs": 1, "IntervalInSeconds": 60})
    stream.put(b"one", b"two")
    stream.put(b"three")
    assert stream.core.close(30) == 0
    assert stream.bodies() == [[b"one", b"two", b"three"]]
    assert stream.objects() == {}
    assert stream.services.monitor.samples("DeliveryToHttpEndpoint.Records") == [3]
    assert stream.services.monitor.samples("DeliveryToHttpEndpoint.Success") == [1]


def test_a_refused_batch_is_sent_again_with_its_request_id() -> None:
    stream = Delivering(CloudWatchLoggingOptions=LOGGING)
    stream.services.endpoints.answers = [(500, '{"errorMessage": "not now"}'), UNREACHABLE]
    stream.put(b"one")
    stream.services.endpoints.wait_for_requests(3)
    assert stream.core.close(30) == 0
    assert stream.bodies() == [[b"one"]] * 3
    assert len({request.headers["X-Amz-Firehose-Request-Id"] for request in stream.services.endpoints.requests}) == 1
    assert stream.objects() == {}
    lines = [json.loads(line.text) for line in stream.services.monitor.lines]
    assert [line["errorCode"] for line in lines] == [EXCEPTION, "HttpEndpoint.ConnectionFailed"]
    assert (lines[0]["destination"], lines[0]["deliveryStreamVersionId"]) == (ENDPOINT, 1)


def test_what_the_endpoint_does_not_take_ends_in_s3() -> None:
    stream = Delivering(RetryOptions={"DurationInSeconds": 0}, S3Configuration=destination(Prefix="failed/"))
    stream.services.endpoints.answers = [(503, "busy")]
    stream.put(b"one", b"two")
    (item,) = stream.services.storage.wait_for_objects(1)
    assert stream.core.close(30) == 0
    assert item.key.startswith("failed/http-endpoint-failed/2")
    lines = [json.loads(line) for line in item.body.splitlines()]
    assert list(lines[0]) == [
        "attemptsMade",
        "arrivalTimestamp",
        "errorCode",
        "errorMessage",
        "attemptEndingTimestamp",
        "rawData",
        "subsequenceNumber",
        "dataId",
    ]
    assert [base64.b64decode(line["rawData"]) for line in lines] == [b"one", b"two"]
    assert {(line["attemptsMade"], line["errorCode"]) for line in lines} == {(1, EXCEPTION)}
    assert len(stream.services.endpoints.requests) == 1


def test_too_large_a_request_is_not_tried_again() -> None:
    stream = Delivering(RetryOptions={"DurationInSeconds": 7200})
    stream.services.endpoints.answers = [(413, "")]
    stream.put(b"one")
    (item,) = stream.services.storage.wait_for_objects(1)
    assert stream.core.close(30) == 0
    assert "http-endpoint-failed/" in item.key
    assert len(stream.services.endpoints.requests) == 1


def test_all_data_is_backed_up_when_that_is_set() -> None:
    stream = Delivering(S3BackupMode="AllData", ProcessingConfiguration=processing("Lambda"))
    stream.put(b"one", b"two")
    stream.services.endpoints.wait_for_requests(1)
    assert stream.core.close(30) == 0
    assert stream.bodies() == [[b"one", b"two"]]
    assert list(stream.objects().values()) == [b"onetwo"]
    assert stream.services.functions.invoked == [FUNCTION]


def test_the_backup_does_not_wait_for_an_endpoint_that_does_not_answer() -> None:
    stream = Delivering(S3BackupMode="AllData")
    stream.services.endpoints.open.clear()
    stream.put(b"one")
    stream.services.endpoints.wait_for_requests(1)
    (item,) = stream.services.storage.wait_for_objects(1)
    stream.services.endpoints.open.set()
    assert (item.body, stream.core.close(30)) == (b"one", 0)


@pytest.mark.parametrize(
    ("configuration", "changes"),
    [
        ({}, {}),
        ({"EndpointConfiguration": {"Url": ENDPOINT, "Name": "mine", "AccessKey": "s3cr3t"}}, {
            "EndpointConfiguration": {"Url": ENDPOINT, "Name": "mine"},
        }),
        ({"BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 0}}, {
            "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 0},
        }),
        ({"RequestConfiguration": {"ContentEncoding": "GZIP"}}, {
            "RequestConfiguration": {"ContentEncoding": "GZIP", "CommonAttributes": []},
        }),
        ({"S3BackupMode": "AllData", "RoleARN": ROLE}, {"S3BackupMode": "AllData", "RoleARN": ROLE}),
    ],
)  # fmt: skip
def test_it_is_described_with_defaults_and_without_its_key(
    configuration: dict[str, Any], changes: dict[str, Any]
) -> None:
    stream = Delivering(**configuration)
    (described,) = stream.client.describe()["Destinations"]
    assert described == {
        "DestinationId": "destinationId-000000000001",
        "HttpEndpointDestinationDescription": DESCRIBED | changes,
    }


def test_an_update_merges_and_keeps_the_key() -> None:
    stream = Delivering(EndpointConfiguration={"Url": ENDPOINT, "AccessKey": "s3cr3t"})
    other = "http://localhost:8080/in"
    stream.client.update(
        "1",
        HttpEndpointDestinationUpdate={
            "EndpointConfiguration": {"Url": other},
            "RetryOptions": {"DurationInSeconds": 60},
            "S3Update": {"Prefix": "failed/"},
        },
    )
    (described,) = stream.client.describe()["Destinations"]
    assert described["HttpEndpointDestinationDescription"] == DESCRIBED | {
        "EndpointConfiguration": {"Url": other},
        "RetryOptions": {"DurationInSeconds": 60},
        "S3DestinationDescription": STORED | {"Prefix": "failed/"},
    }
    stream.put(b"one")
    stream.services.endpoints.wait_for_requests(1)
    (request,) = stream.services.endpoints.requests
    assert (request.url, request.headers["X-Amz-Firehose-Access-Key"]) == (other, "s3cr3t")
    stream.client.update("2", HttpEndpointDestinationUpdate={"S3Update": {"Prefix": "failed/"}})
    assert stream.client.describe()["VersionId"] == "2"


def test_a_destination_of_another_type_takes_its_place_whole() -> None:
    stream = Delivering()
    update = {"DeliveryStreamName": "prices", "CurrentDeliveryStreamVersionId": "1"}
    target = {**update, "DestinationId": "destinationId-000000000001"}
    assert stream.client.refusal("UpdateDestination", **target, ExtendedS3DestinationUpdate={"Prefix": "a/"}) == (
        "InvalidArgumentException",
        "RoleARN must be specified when the type of the destination changes",
    )
    stream.client("UpdateDestination", **target, ExtendedS3DestinationUpdate=destination(Prefix="a/"))
    (described,) = stream.client.describe()["Destinations"]
    assert described["ExtendedS3DestinationDescription"]["Prefix"] == "a/"
    stream.client.update(
        "2",
        HttpEndpointDestinationUpdate={"EndpointConfiguration": {"Url": ENDPOINT}, "S3Update": destination()},
    )
    (described,) = stream.client.describe()["Destinations"]
    assert described["HttpEndpointDestinationDescription"] == DESCRIBED


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/x",
        "http://127.0.0.1:1/",
        "http://collector",
        "http://collector:8080",
        "http://host.docker.internal:80/a?b",
        "http://x.localhost.localstack.cloud:4566",
        "http://[::1]:80",
        "http://192.168.1.2",
        "https://example.com:8443/a",
    ],
)
def test_a_plain_endpoint_is_one_nearby(url: str) -> None:
    Delivering(EndpointConfiguration={"Url": url})


@pytest.mark.parametrize(
    ("members", "code", "message"),
    [
        (
            {"EndpointConfiguration": {"Url": "http://example.com/"}},
            "ValidationException",
            (
                "1 validation error detected: Value at "
                "'httpEndpointDestinationConfiguration.endpointConfiguration.url' failed to satisfy constraint: "
                "Member must satisfy regular expression pattern: https://.*"
            ),
        ),
        (
            {"BufferingHints": {"SizeInMBs": 65, "IntervalInSeconds": 60}},
            "ValidationException",
            (
                "1 validation error detected: Value at 'httpEndpointDestinationConfiguration.bufferingHints.sizeInMBs' "
                "failed to satisfy constraint: Member must have value less than or equal to 64"
            ),
        ),
        (
            {"RetryOptions": {"DurationInSeconds": 7201}},
            "ValidationException",
            (
                "1 validation error detected: Value at "
                "'httpEndpointDestinationConfiguration.retryOptions.durationInSeconds' failed to satisfy constraint: "
                "Member must have value less than or equal to 7200"
            ),
        ),
        (
            {"SecretsManagerConfiguration": {"Enabled": True}},
            "NotImplementedException",
            "tickstack does not support access keys from Secrets Manager (SecretsManagerConfiguration)",
        ),
    ],
)
def test_what_an_endpoint_may_not_be(members: dict[str, Any], code: str, message: str) -> None:
    client = Client(Firehose(FakeServices().connect))
    request = client.creation(HttpEndpointDestinationConfiguration=endpoint(**members))
    assert client.refusal("CreateDeliveryStream", **request) == (code, message)


class Handler(BaseHTTPRequestHandler):
    """Answers by the path: a status, or no answer at all."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        what = self.path.strip("/")
        if what == "hang-up":
            self.connection.close()
            return
        if what == "slow":
            self.server.release.wait(30)  # type: ignore[attr-defined]
        self.send_response(int(what) if what.isdecimal() else 200)
        self.send_header("Location", "/200")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.release = Event()  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.release.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def post(url: str, seconds: float = 30) -> HttpResponse:
    return HttpEndpoints(seconds).post(HttpRequest(url, {"Content-Type": "application/json"}, b"hello"))


@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_whatever_the_status_it_is_a_response(server: str, status: int) -> None:
    response = post(f"{server}/{status}")
    assert (response.status, response.body, response.headers["content-length"]) == (status, b"hello", "5")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("{server}/hang-up", "HttpEndpoint.ConnectionReset"),
        ("{server}/slow", "HttpEndpoint.RequestTimeout"),
        ("http://127.0.0.1:1/", "HttpEndpoint.ConnectionFailed"),
        ("http://no-such-host.invalid/", "HttpEndpoint.ConnectionFailed"),
        ("https://{host}/", "HttpEndpoint.SSLHandshakeFailure"),
    ],
)
def test_no_response_has_its_code(server: str, url: str, code: str) -> None:
    with pytest.raises(EndpointError) as error:
        post(url.format(server=server, host=server.removeprefix("http://")), 0.3)
    assert error.value.code == code
