"""Running streams: threads, retries, memory, the end. Intervals are a few milliseconds; tests wait on conditions."""

import gzip
import io
import json
import threading
import zipfile
from typing import Any

import pytest

from firehose_fakes import FUNCTION, PATIENCE, Handler, definition, destination, processing
from firehose_running import Running
from tickstack.errors import AwsError
from tickstack.firehose.configuration import configuration
from tickstack.firehose.destination import described
from tickstack.firehose.ledger import RECORD_OVERHEAD
from tickstack.firehose.ports import InvocationError, StorageError
from tickstack.firehose.stream import Left

NO_BUCKET = StorageError("S3.NoSuchBucket", "The specified bucket does not exist.")
LOGGING = {"Enabled": True, "LogGroupName": "/aws/kinesisfirehose/s", "LogStreamName": "S3Delivery"}


def test_records_are_joined_as_they_are() -> None:
    running = Running(Prefix="data/", time_scale=1)
    running.stream.put([b"abc", b"", b"abc"])
    running.stream.put([b"abc"])
    (item,) = running.settled()
    assert item.bucket == "market"
    assert item.key.startswith("data/2")
    assert item.body == b"abcabcabc"
    assert item.headers == {"ACL": "bucket-owner-full-control", "ContentType": "application/octet-stream"}


@pytest.mark.parametrize(
    ("members", "extension", "encoding"),
    [
        ({"CompressionFormat": "GZIP"}, ".gz", "gzip"),
        ({"CompressionFormat": "ZIP"}, ".zip", "zip"),
        ({"CompressionFormat": "GZIP", "FileExtension": ".json.gz"}, ".json.gz", "gzip"),
    ],
)
def test_compressed_objects(members: dict[str, Any], extension: str, encoding: str) -> None:
    running = Running(**members)
    running.stream.put([b"abc"])
    (item,) = running.settled()
    assert item.key.endswith(extension)
    assert item.headers["ContentEncoding"] == encoding
    if encoding == "gzip":
        assert gzip.decompress(item.body) == b"abc"
    else:
        archive = zipfile.ZipFile(io.BytesIO(item.body))
        assert [archive.read(name) for name in archive.namelist()] == [b"abc"]


def test_a_delimiter_stands_between_records_and_a_key_encrypts() -> None:
    running = Running(
        ProcessingConfiguration=processing("AppendDelimiterToRecord", "AppendDelimiterToRecord"),
        EncryptionConfiguration={"KMSEncryptionConfig": {"AWSKMSKeyARN": "arn:aws:kms:us-east-1:1:key/k"}},
        time_scale=1,
    )
    running.stream.put([b"a", b"b", b"c"])
    (item,) = running.settled()
    assert item.body == b"a\nb\nc"
    assert item.headers["ServerSideEncryption"] == "aws:kms"
    assert item.headers["SSEKMSKeyId"] == "arn:aws:kms:us-east-1:1:key/k"


def test_the_interval_delivers_without_further_puts() -> None:
    running = Running()
    running.stream.put([b"abc"])
    (item,) = running.services.storage.wait_for_objects(1)
    assert item.body == b"abc"
    running.settled()


def by_data(event: dict[str, Any]) -> object:
    """``ZHJvcA==`` is dropped, ``ZmFpbA==`` fails, anything else gets a newline appended to its base64."""
    results = {"ZHJvcA==": "Dropped", "ZmFpbA==": "ProcessingFailed"}
    return {
        "records": [
            {
                "recordId": record["recordId"],
                "result": results.get(record["data"], "Ok"),
                "data": record["data"] + "Cg==",
            }
            for record in event["records"]
        ]
    }


def test_the_transformer_decides() -> None:
    running = Running(by_data, time_scale=1, Prefix="data/")
    running.stream.put([b"ok", b"drop", b"fail", b"also ok"])
    data, failed = sorted(running.settled(), key=lambda item: "processing-failed" in item.key)
    assert data.body == b"ok\nalso ok\n"
    assert failed.key.startswith("data/processing-failed/2")
    line = json.loads(failed.body)
    assert (line["rawData"], line["errorCode"]) == ("ZmFpbA==", "Lambda.ProcessingFailedStatus")
    (event,) = running.services.functions.events
    assert list(event) == ["invocationId", "deliveryStreamArn", "region", "records"]
    assert event["deliveryStreamArn"] == "arn:aws:firehose:us-east-1:000000000000:deliverystream/s"
    assert len({record["recordId"] for record in event["records"]}) == 4
    assert all(record["recordId"].isdecimal() and len(record["recordId"]) == 62 for record in event["records"])
    assert running.services.functions.invoked == [FUNCTION]
    samples = running.services.monitor.samples
    assert samples("SucceedProcessing.Records") == [2]
    assert samples("SucceedProcessing.Bytes") == [9]
    assert samples("ExecuteProcessing.Success") == [1]
    assert sorted(samples("DeliveryToS3.Records")) == [1, 2]
    assert sorted(samples("DeliveryToS3.Bytes")) == [4, 9]
    assert samples("DeliveryToS3.Success") == [1, 1]
    assert (samples("IncomingRecords"), samples("IncomingBytes")) == ([4], [17])


def test_five_invocations_are_under_way_together_and_records_keep_their_order() -> None:
    together = threading.Barrier(5)

    def wait_for_the_others(event: dict[str, Any]) -> object:
        together.wait(PATIENCE)
        return by_data(event)

    running = Running(wait_for_the_others, ProcessingConfiguration=processing("Lambda", BufferIntervalInSeconds="0"))
    for number in range(5):
        running.stream.put([b"%d" % number])
        running.services.functions.wait_for_events(number + 1)
    assert b"".join(item.body for item in running.settled()) == b"0\n1\n2\n3\n4\n"


def raising(_event: dict[str, Any]) -> object:
    raise ArithmeticError("no")


@pytest.mark.parametrize(
    ("handler", "refusals", "code"),
    [
        (raising, (), "Lambda.FunctionError"),
        (by_data, (InvocationError("Lambda.ResourceNotFound", "The Lambda function does not exist."),) * 4,
         "Lambda.ResourceNotFound"),
    ],
)  # fmt: skip
def test_a_failing_function_is_tried_again_and_then_the_batch_is_an_error_object(
    handler: Handler, refusals: tuple[InvocationError, ...], code: str
) -> None:
    running = Running(handler, refusals=refusals, CloudWatchLoggingOptions=LOGGING)
    running.stream.put([b"one", b"two"])
    (item,) = running.settled()
    lines = [json.loads(line) for line in item.body.splitlines()]
    assert [(line["errorCode"], line["attemptsMade"]) for line in lines] == [(code, 4)] * 2
    events = running.services.functions.events
    assert len({event["invocationId"] for event in events}) == 4
    assert len({event["records"][0]["recordId"] for event in events}) == 1
    assert running.services.monitor.samples("ExecuteProcessing.Success") == [0] * 4
    logged = [json.loads(line.text) for line in running.services.monitor.lines]
    assert [(line["errorCode"], line["processor"], line["deliveryStreamVersionId"]) for line in logged] == [
        (code, FUNCTION, 1)
    ] * 4


def test_one_refusal_costs_an_attempt_and_no_record() -> None:
    running = Running(by_data, refusals=(InvocationError("Lambda.InvokeLimitExceeded", "busy"),))
    running.stream.put([b"one", b"two"])
    assert b"".join(item.body for item in running.settled()) == b"one\ntwo\n"


def test_the_transformer_goes_on_while_s3_does_not_answer() -> None:
    running = Running(by_data, BufferingHints={"SizeInMBs": 1, "IntervalInSeconds": 0})
    running.services.storage.open.clear()
    running.stream.put([b"one"])
    running.services.storage.wait_for_attempts(1)
    for count, data in ((2, b"two"), (3, b"three"), (4, b"four")):
        running.stream.put([data])
        running.services.functions.wait_for_events(count)
    running.services.storage.open.set()
    assert b"".join(item.body for item in running.settled()) == b"one\ntwo\nthree\nfour\n"


def test_nothing_is_lost_while_s3_refuses() -> None:
    running = Running(CloudWatchLoggingOptions=LOGGING)
    running.services.storage.refusal = NO_BUCKET
    running.stream.put([b"one"])
    running.services.storage.wait_for_attempts(3)
    running.stream.put([b"two"])
    running.services.storage.refusal = None
    assert sorted(item.body for item in running.settled()) in ([b"one", b"two"], [b"onetwo"])
    samples = running.services.monitor.samples("DeliveryToS3.Success")
    assert samples.count(0) >= 2
    line = json.loads(running.services.monitor.lines[0].text)
    assert line == {
        "deliveryStreamARN": "arn:aws:firehose:us-east-1:000000000000:deliverystream/s",
        "destination": "arn:aws:s3:::market",
        "deliveryStreamVersionId": "1",
        "message": "The specified bucket does not exist.",
        "errorCode": "S3.NoSuchBucket",
    }


def test_a_new_bucket_takes_what_the_old_one_refused() -> None:
    running = Running()
    running.services.storage.refusal = NO_BUCKET
    running.stream.put([b"one"])
    running.services.storage.wait_for_attempts(1)
    elsewhere = described(destination(BucketARN="arn:aws:s3:::other", Prefix="new/"))
    running.stream.reconfigure(configuration("2", elsewhere, running.time_scale))
    running.services.storage.refusal = None
    (item,) = running.settled()
    assert (item.bucket, item.body) == ("other", b"one")
    assert item.key.startswith("new/")
    assert "/s-2-" in item.key


def test_backup_keeps_every_source_record() -> None:
    backup = destination(BucketARN="arn:aws:s3:::raw", Prefix="raw/", CompressionFormat="GZIP")
    running = Running(by_data, time_scale=1, S3BackupMode="Enabled", S3BackupConfiguration=backup)
    running.stream.put([b"ok", b"drop", b"fail"])
    objects = running.settled()
    (raw,) = [item for item in objects if item.bucket == "raw"]
    assert gzip.decompress(raw.body) == b"okdropfail"
    assert raw.key.startswith("raw/2")
    assert raw.key.endswith(".gz")
    assert len(objects) == 3
    assert running.services.monitor.samples("BackupToS3.Bytes") == [10]


def test_beyond_the_memory_puts_are_refused_until_there_is_room() -> None:
    running = Running(memory=2 * (10 + RECORD_OVERHEAD))
    running.services.storage.refusal = NO_BUCKET
    running.stream.put([b"0123456789"] * 2)
    with pytest.raises(AwsError) as error:
        running.stream.put([b""])
    assert (error.value.code, error.value.message, error.value.status) == (
        "ServiceUnavailableException",
        "Slow down.",
        503,
    )
    running.services.storage.refusal = None
    (item,) = running.settled()
    assert item.body == b"0123456789" * 2


def test_a_refused_put_sends_what_is_buffered_on_its_way() -> None:
    running = Running(memory=10 + RECORD_OVERHEAD, time_scale=1)
    running.stream.put([b"0123456789"])
    with pytest.raises(AwsError, match=r"Slow down\."):
        running.stream.put([b"x"])
    (item,) = running.services.storage.wait_for_objects(1)
    assert item.body == b"0123456789"
    running.settled()


def test_after_the_end_nothing_is_accepted() -> None:
    running = Running()
    running.settled()
    with pytest.raises(AwsError, match=r"Slow down\."):
        running.stream.put([b"late"])


def test_what_cannot_be_delivered_before_the_end_is_counted() -> None:
    running = Running()
    running.services.storage.refusal = NO_BUCKET
    running.stream.put([b"one", b"two"])
    assert running.core.close(0) == 2


def test_a_stopped_stream_gives_its_memory_back() -> None:
    running = Running(memory=10 + RECORD_OVERHEAD, time_scale=1)
    running.stream.put([b"0123456789"])
    assert running.stream.stop() == Left(lost=1)
    again = running.core.streams("000000000000", "us-east-1").create(definition("t")).running
    again.put([b"0123456789"])
    (item,) = running.settled()
    assert "/t-1-" in item.key
