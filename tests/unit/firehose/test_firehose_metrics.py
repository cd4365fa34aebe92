"""The metrics that an account finds in CloudWatch, at the moments and with the dimensions of AWS."""

import threading

import pytest

from firehose_client import Client
from firehose_fakes import FakeClock, FakeServices, destination, partitioned
from tickstack.firehose.metrics import CALLS, STREAMS_IN_USE, UNITS
from tickstack.firehose.minutes import Minutes
from tickstack.firehose.options import Options
from tickstack.firehose.ports import KeyFault, StorageError
from tickstack.firehose.service import Firehose

NAME = {"DeliveryStreamName": "prices"}
KEY = "arn:aws:kms:us-east-1:123456789012:key/one"


class Account:
    """An account with the stream ``prices``, whose clock stands still."""

    def __init__(self, **members: object) -> None:
        self.clock = FakeClock()
        self.services = FakeServices()
        self.core = Firehose(self.services.connect, clock=self.clock, options=Options(creation=0))
        self.client = Client(self.core)
        self.client.create(ExtendedS3DestinationConfiguration=destination(**members))

    def put(self, *records: bytes) -> None:
        self.client("PutRecordBatch", **NAME, Records=[{"Data": record} for record in records])

    def minute(self) -> None:
        self.core.streams("123456789012", "us-east-1").minute()

    def reported(self) -> dict[str, list[float]]:
        """Every sample of the stream and the account, once the process has ended."""
        self.core.close(30)
        data = self.services.monitor.data
        assert all(datum.unit == UNITS[datum.name] for datum in data)
        return {datum.name: list(datum.values) for datum in data}


def test_every_put_is_counted_by_its_operation_too() -> None:
    account = Account()
    account.client("PutRecord", **NAME, Record={"Data": b"12345"})
    account.put(b"1", b"22", b"")
    reported = account.reported()
    assert reported["IncomingRecords"] == [1, 3]
    assert reported["IncomingBytes"] == [5, 3]
    assert reported["IncomingPutRequests"] == [1, 1]
    assert (reported["PutRecord.Bytes"], reported["PutRecord.Requests"]) == ([5], [1])
    assert (reported["PutRecordBatch.Bytes"], reported["PutRecordBatch.Records"]) == ([3], [3])
    assert reported["PutRecordBatch.Requests"] == [1]
    assert reported["PutRecordBatch.Latency"] == [0]


def test_calls_are_counted_for_the_stream_or_for_the_account() -> None:
    account = Account()
    account.client.describe()
    account.client("ListDeliveryStreams")
    account.client.update("1", ExtendedS3DestinationUpdate={"Prefix": "x/"})
    account.client.refusal("DescribeDeliveryStream", DeliveryStreamName="unknown")
    account.core.close(30)
    calls = {
        (datum.name, tuple(value for _, value in datum.dimensions)): list(datum.values)
        for datum in account.services.monitor.data
        if datum.name.endswith(".Requests")
    }
    assert calls == {
        ("DescribeDeliveryStream.Requests", ("prices",)): [1],
        ("ListDeliveryStreams.Requests", ()): [1],
        ("UpdateDeliveryStream.Requests", ("prices",)): [1],
    }


def test_each_minute_tells_quotas_streams_and_the_age_of_what_waits() -> None:
    account = Account(S3BackupMode="Enabled", S3BackupConfiguration=destination())
    account.minute()
    account.put(b"one")
    account.clock.advance(60)
    account.put(b"two")
    account.clock.advance(30)
    account.minute()
    reported = account.reported()
    assert reported["RecordsPerSecondLimit"] == [500_000, 500_000]
    assert reported["PutRequestsPerSecondLimit"] == [2_000, 2_000]
    assert reported["BytesPerSecondLimit"] == [5 * 1024 * 1024] * 2
    assert reported["DeliveryToS3.DataFreshness"][0] == 90
    assert reported["BackupToS3.DataFreshness"][0] == 90
    assert reported["ResourceCount"] == [1, 1]
    (usage,) = [datum for datum in account.services.monitor.data if datum.name == "ResourceCount"]
    assert (usage.namespace, usage.dimensions) == ("AWS/Usage", STREAMS_IN_USE.dimensions)


def test_quotas_are_told_once_in_a_real_minute() -> None:
    account = Account()
    for _ in range(120):  # of a scale that makes a second of a minute
        account.minute()
        account.clock.advance(1)
    reported = account.reported()
    assert len(reported["RecordsPerSecondLimit"]) == 3
    assert len(reported["ResourceCount"]) == 120


def test_what_s3_refuses_grows_older() -> None:
    account = Account(BufferingHints={"SizeInMBs": 1, "IntervalInSeconds": 0})
    account.services.storage.refusal = StorageError("S3.NoSuchBucket", "none")
    account.put(b"one")
    account.services.storage.wait_for_attempts(1)
    account.clock.advance(500)
    account.minute()
    account.services.storage.refusal = None
    assert 500 in account.reported()["DeliveryToS3.DataFreshness"]


def test_partitions_are_counted() -> None:
    account = Account(**partitioned("!{partitionKeyFromQuery:k}/", query="{k: .k}"))
    account.put(b'{"k":"a"}', b'{"k":"b"}')
    account.put(b'{"k":"a"}')
    reported = account.reported()
    assert reported["PartitionCount"][:2] == [2, 2]
    assert reported["PartitionCountExceeded"][:2] == [0, 0]
    assert all(duration > 0 for duration in reported["JQProcessing.Duration"][:2])
    assert reported["DeliveryToS3.ObjectCount"] == [1, 1]
    assert sorted(reported["PerPartitionThroughput"]) == [9, 18]


def test_too_many_partitions_are_told() -> None:
    account = Account(**partitioned("!{partitionKeyFromQuery:k}/", query="{k: .k}"))
    account.put(*(b'{"k":"%d"}' % number for number in range(500)))
    account.put(b'{"k":"500"}')
    reported = account.reported()
    assert reported["PartitionCount"][:2] == [500, 500]
    assert reported["PartitionCountExceeded"][:2] == [0, 1]


def test_a_key_that_cannot_be_used_is_counted() -> None:
    account = Account()
    key = {"KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": KEY}
    account.client("StartDeliveryStreamEncryption", **NAME, DeliveryStreamEncryptionConfigurationInput=key)
    account.clock.advance(60)
    account.services.keys.faults[KEY] = KeyFault("KMS_KEY_NOT_FOUND", "Key does not exist")
    assert account.client.refusal("PutRecord", **NAME, Record={"Data": b"x"})[0] == "InvalidKMSResourceException"
    assert account.reported()["KMSKeyNotFound"] == [1]


@pytest.mark.parametrize("call", CALLS.values())
def test_every_call_has_its_metrics(call: str) -> None:
    assert {f"{call}.Latency", f"{call}.Requests"} <= set(UNITS)


def test_a_minute_that_fails_is_not_the_last(caplog: pytest.LogCaptureFixture) -> None:
    seen = threading.Semaphore(0)

    def each() -> None:
        seen.release()
        raise RuntimeError("no report")

    minutes = Minutes(0.01, each)
    minutes.start()
    minutes.start()
    try:
        assert all(seen.acquire(timeout=30) for _ in range(2))
    finally:
        minutes.close()
    assert "a minute's report failed" in caplog.text
