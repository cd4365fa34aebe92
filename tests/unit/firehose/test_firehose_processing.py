"""Streams with processors and partitions, from puts to objects."""

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

from firehose_fakes import FUNCTION, FakeServices, definition, destination, partitioned, processor
from firehose_running import Running
from tickstack.firehose.configuration import configuration
from tickstack.firehose.destination import described
from tickstack.firehose.options import Options
from tickstack.firehose.ports import S3Object, StorageError
from tickstack.firehose.service import Firehose

LAMBDA = processor("Lambda", LambdaArn=FUNCTION)
DEAGGREGATION = processor("RecordDeAggregation", SubRecordType="JSON")
DELIMITER = processor("AppendDelimiterToRecord")
LOGS = (
    processor("CloudWatchLogProcessing", DataMessageExtraction="true"),
    processor("Decompression", CompressionFormat="GZIP"),
)


LOGGING = {"Enabled": True, "LogGroupName": "/aws/kinesisfirehose/s", "LogStreamName": "S3Delivery"}


def enabled(*processors: dict[str, Any]) -> dict[str, Any]:
    return {"Enabled": True, "Processors": list(processors)}


def folders(objects: list[S3Object]) -> dict[str, str]:
    """The bodies by what stands before the names."""
    return {item.key.rpartition("/")[0]: item.body.decode() for item in objects}


def errors(body: str) -> list[tuple[str, str]]:
    """The original and the code of each line of an error object."""
    lines = [json.loads(line) for line in body.splitlines()]
    return [(base64.b64decode(line["rawData"]).decode(), line["errorCode"]) for line in lines]


def subscription(*messages: str) -> bytes:
    events = [{"id": "1", "timestamp": 1, "message": message} for message in messages]
    return gzip.compress(json.dumps({"messageType": "DATA_MESSAGE", "logEvents": events}).encode())


def test_sub_records_are_records_of_their_own_to_the_transformer() -> None:
    def numbered(event: dict[str, Any]) -> object:
        results = {0: "Ok", 1: "Dropped", 2: "ProcessingFailed"}
        return {
            "records": [
                dict(record, result=results[json.loads(base64.b64decode(record["data"]))["n"]])
                for record in event["records"]
            ]
        }

    running = Running(numbered, time_scale=1, Prefix="d/", ProcessingConfiguration=enabled(LAMBDA, DEAGGREGATION))
    running.stream.put([b'{"n":0}{"n":1}\n{"n":2}\n', b'{"n":0}'])
    found = folders(running.settled())
    assert [body for folder, body in found.items() if "failed" not in folder] == ['{"n":0}{"n":0}']
    (failed,) = [body for folder, body in found.items() if "processing-failed" in folder]
    assert errors(failed) == [('{"n":2}', "Lambda.ProcessingFailedStatus")]
    (event,) = running.services.functions.events
    ids = [record["recordId"] for record in event["records"]]
    assert [each[-6:] for each in ids] == ["000000", "000001", "000002", "000000"]
    assert len(set(ids)) == 4


def test_a_delimiter_stands_between_sub_records() -> None:
    running = Running(time_scale=1, ProcessingConfiguration=enabled(DELIMITER, DEAGGREGATION))
    running.stream.put([b'{"n":0}{"n":1}', b'{"n":2}'])
    (item,) = running.settled()
    assert item.body == b'{"n":0}\n{"n":1}\n{"n":2}'


def test_logs_become_their_messages_and_the_backup_keeps_what_was_put() -> None:
    backup = destination(BucketARN="arn:aws:s3:::raw", Prefix="raw/")
    running = Running(
        time_scale=1,
        ProcessingConfiguration=enabled(*LOGS),
        S3BackupMode="Enabled",
        S3BackupConfiguration=backup,
        ErrorOutputPrefix="errors/!{firehose:error-output-type}/",
        Prefix="d/",
    )
    put = [subscription("one", "two"), b"no log", subscription("three")]
    running.stream.put(put)
    objects = running.settled()
    (raw,) = [item for item in objects if item.bucket == "raw"]
    assert raw.body == b"".join(put)
    (data,) = [item for item in objects if item.key.startswith("d/")]
    assert data.body == b"one\ntwo\nthree\n"
    (failed,) = [item for item in objects if item.key.startswith("errors/decompression-failed/")]
    line = json.loads(failed.body)
    assert list(line) == [
        "rawData",
        "errorCode",
        "errorMessage",
        "attemptsMade",
        "arrivalTimestamp",
        "attemptEndingTimestamp",
    ]
    assert (base64.b64decode(line["rawData"]), line["attemptsMade"]) == (b"no log", 1)
    assert running.services.monitor.samples("DeliveryToS3.Bytes").count(len(put[0]) + len(put[2])) == 1


def test_a_failed_transformation_shows_the_log_as_it_was_put() -> None:
    def failing(event: dict[str, Any]) -> object:
        return {"records": [dict(record, result="ProcessingFailed") for record in event["records"]]}

    running = Running(failing, time_scale=1, ProcessingConfiguration=enabled(LAMBDA, *LOGS))
    put = subscription("one")
    running.stream.put([put])
    (item,) = running.settled()
    assert base64.b64decode(json.loads(item.body)["rawData"]) == put
    assert base64.b64decode(running.services.functions.events[0]["records"][0]["data"]) == b"one\n"


def test_partitions_by_a_query() -> None:
    members = partitioned("k=!{partitionKeyFromQuery:k}/", DELIMITER, DEAGGREGATION, query="{k: .k}")
    running = Running(time_scale=1, **members)
    running.stream.put([b'{"k":1}{"k":"a/b"}{"k":1.0}', b"text", b'{"k":null}'])
    found = folders(running.settled())
    assert sorted(errors(found.pop("errors/metadata-extraction-failed"))) == [
        ("text", "DynamicPartitioning.MetadataExtractionFailed"),
        ('{"k":null}', "DynamicPartitioning.MetadataExtractionFailed"),
    ]
    assert found == {"k=1": '{"k":1}\n{"k":1.0}', "k=a/b": '{"k":"a/b"}'}


def test_what_is_not_decompressed_is_logged_and_counted() -> None:
    running = Running(time_scale=1, CloudWatchLoggingOptions=LOGGING, ProcessingConfiguration=enabled(*LOGS))
    running.stream.put([subscription("m1", "m2"), b"not gzip", b"nor this"])
    running.settled()
    monitor = running.services.monitor
    (line,) = [json.loads(line.text) for line in monitor.lines]
    assert (line["errorCode"], line["message"], line["destination"]) == (
        "Decompression failed.",
        "Decompression failed because input data does not conform to cloudwatch log.",
        "arn:aws:s3:::market",
    )
    size = len(gzip.decompress(subscription("m1", "m2")))
    samples = {
        f"{what}.{result}": monitor.samples(f"OutputDecompressed{what}.{result}")
        for what in ("Records", "Bytes")
        for result in ("Success", "Failed")
    }
    assert samples == {"Records.Success": [1], "Records.Failed": [2], "Bytes.Success": [size], "Bytes.Failed": [16]}


def test_what_finds_no_partition_is_logged() -> None:
    running = Running(
        time_scale=1,
        CloudWatchLoggingOptions=LOGGING,
        **partitioned("!{partitionKeyFromQuery:k}/", query="{k: .k}"),
    )
    running.stream.put([b"not JSON", b"nor this", b"{}", b'{"k":1}'])
    running.settled()
    assert [json.loads(line.text)["message"] for line in running.services.monitor.lines] == [
        "Non JSON record provided",
        "partitionKeys values must not be null or empty",
    ]


def keyed(event: dict[str, Any]) -> object:
    """The data in capitals; the partition key is the data as it came, its length where that is four."""
    return {"records": [_keyed(record) for record in event["records"]]}


def _keyed(record: Mapping[str, Any]) -> dict[str, Any]:
    data = base64.b64decode(record["data"]).decode()
    keys = {"k": len(data) if len(data) == 4 else data}
    answer = {"recordId": record["recordId"], "result": "Ok", "data": base64.b64encode(data.upper().encode()).decode()}
    return answer | {"metadata": {"partitionKeys": keys if data != "none" else {}}}


def test_partitions_by_the_transformer() -> None:
    running = Running(keyed, time_scale=1, **partitioned("!{partitionKeyFromLambda:k}/", LAMBDA))
    running.stream.put([b"a", b"b", b"four", b"a", b"none"])
    found = folders(running.settled())
    assert errors(found.pop("errors/metadata-extraction-failed")) == [
        ("none", "DynamicPartitioning.MetadataExtractionFailed")
    ]
    assert found == {"a": "AA", "b": "B", "4": "FOUR"}


def test_beyond_the_active_partitions_records_are_error_records() -> None:
    running = Running(time_scale=1, **partitioned("!{partitionKeyFromQuery:k}/", query="{k: .k}"))
    records = [json.dumps({"k": number}).encode() for number in range(502)]
    running.stream.put(records[:500])
    running.stream.put([*records[500:], records[0]])
    found = folders(running.settled())
    assert errors(found.pop("errors/activePartitionExceeded")) == [
        (records[500].decode(), "DynamicPartitioning.ActivePartitionsLimitExceeded"),
        (records[501].decode(), "DynamicPartitioning.ActivePartitionsLimitExceeded"),
    ]
    assert found["0"] == records[0].decode() * 2
    assert len(found) == 500


BY_A = partitioned("a=!{partitionKeyFromQuery:a}/", query="{a: .a}")
BY_B = configuration("2", described(destination(**partitioned("b=!{partitionKeyFromQuery:b}/", query="{b: .b}"))), 1)


def test_how_many_partitions_may_be_active_is_an_option() -> None:
    services = FakeServices()
    core = Firehose(services.connect, options=Options(partitions=2))
    members = partitioned("!{partitionKeyFromQuery:k}/", query="{k: .k}")
    running = core.streams("000000000000", "us-east-1").create(definition("s", **members)).running
    running.put([b'{"k":1}', b'{"k":2}', b'{"k":3}', b'{"k":1}'])
    core.close(30)
    samples = services.monitor.samples
    assert (samples("PartitionCount")[0], samples("PartitionCountExceeded")[0]) == (2, 1)


def test_an_update_of_the_keys_partitions_what_is_buffered_anew() -> None:
    running = Running(time_scale=1, **BY_A)
    running.stream.put([b'{"a":1,"b":2}', b'{"a":1,"b":3}'])
    running.stream.reconfigure(BY_B)
    assert folders(running.settled()) == {"b=2": '{"a":1,"b":2}', "b=3": '{"a":1,"b":3}'}


def test_what_was_sealed_for_other_keys_goes_where_it_was_to_go() -> None:
    running = Running(**BY_A)
    running.services.storage.refusal = StorageError("S3.NoSuchBucket", "no")
    running.stream.put([b'{"a":1,"b":2}'])
    running.services.storage.wait_for_attempts(1)
    running.stream.reconfigure(BY_B)
    running.services.storage.refusal = None
    (item,) = running.settled()
    assert item.key.startswith("a=1/s-2-")


def growing(event: dict[str, Any]) -> object:
    """Every other record a hundred times as long; the others fail."""
    answers = []
    for number, record in enumerate(event["records"]):
        data = base64.b64encode(base64.b64decode(record["data"]) * 100).decode()
        answers.append(dict(record, result="ProcessingFailed" if number % 2 else "Ok", data=data))
    return {"records": answers}


def test_memory_is_that_of_what_records_became_and_all_of_it_is_given_back() -> None:
    memory = 1_000_000
    running = Running(growing, time_scale=1, memory=memory, ProcessingConfiguration=enabled(LAMBDA, *LOGS))
    put = [subscription("x" * 10_000), b"no log", subscription("y" * 10_000)]
    running.stream.put(put)
    left = running.core._budget._left
    assert left < memory - 20_000
    assert len(running.settled()) == 3
    assert running.core._budget._left == memory
