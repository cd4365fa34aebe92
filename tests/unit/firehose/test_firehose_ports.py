"""LocalStack's side of the ports, with clients that remember what they were asked."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from tickstack.firehose.ports import Datum, LogLine, S3Object, StorageError
from tickstack.localstack.firehose_ports import MAX_VALUES, CloudWatch, S3Storage


class Client:
    """Any client: notes its calls, and refuses when it has something to refuse with."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.calls: list[dict[str, Any]] = []
        self.refusal = refusal

    def call(self, **members: Any) -> dict[str, Any]:
        self.calls.append(members)
        if self.refusal is not None:
            raise self.refusal
        return {}

    put_object = put_metric_data = put_log_events = call


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "PutObject")


def test_an_object_is_put_with_its_headers() -> None:
    client = Client()
    S3Storage(client).put(S3Object("bucket", "key", b"body", {"ContentEncoding": "gzip"}))
    assert client.calls == [{"Bucket": "bucket", "Key": "key", "Body": b"body", "ContentEncoding": "gzip"}]


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        (refused("NoSuchBucket"), "S3.NoSuchBucket"),
        (refused("AccessDenied"), "S3.AccessDenied"),
        (refused("SlowDown"), "InternalError"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "InternalError"),
    ],
)
def test_refusals_have_firehose_s_codes(refusal: Exception, code: str) -> None:
    with pytest.raises(StorageError) as error:
        S3Storage(Client(refusal)).put(S3Object("bucket", "key", b""))
    assert error.value.code == code


def test_metrics_are_counted_by_value_and_split_where_they_are_many() -> None:
    metrics = Client()
    many = Datum(
        "AWS/Firehose",
        (("DeliveryStreamName", "s"),),
        "IncomingBytes",
        "Bytes",
        [float(number) for number in range(MAX_VALUES + 1)],
    )
    same = Datum("AWS/Firehose", (("DeliveryStreamName", "s"),), "IncomingRecords", "Count", [2, 2, 5])
    CloudWatch(metrics, Client()).report([many, same], [])
    (call,) = metrics.calls
    assert call["Namespace"] == "AWS/Firehose"
    assert [len(row["Values"]) for row in call["MetricData"]] == [MAX_VALUES, 1, 2]
    assert (call["MetricData"][2]["Values"], call["MetricData"][2]["Counts"]) == ([2.0, 5.0], [2.0, 1.0])
    assert call["MetricData"][2]["Dimensions"] == [{"Name": "DeliveryStreamName", "Value": "s"}]


def test_lines_go_to_their_streams() -> None:
    logs = Client()
    lines = [LogLine("g", "a", 1, "one"), LogLine("g", "b", 2, "two"), LogLine("g", "a", 3, "three")]
    CloudWatch(Client(), logs).report([], lines)
    assert [(call["logStreamName"], [event["message"] for event in call["logEvents"]]) for call in logs.calls] == [
        ("a", ["one", "three"]),
        ("b", ["two"]),
    ]


def test_what_cloudwatch_refuses_is_logged_once_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    watch = CloudWatch(Client(refused("Throttling")), Client(refused("ResourceNotFoundException")))
    for _ in range(3):
        watch.report(
            [Datum("AWS/Firehose", (("DeliveryStreamName", "s"),), "IncomingBytes", "Bytes", [1])],
            [LogLine("g", "a", 1, "one")],
        )
    assert len(caplog.records) == 2
