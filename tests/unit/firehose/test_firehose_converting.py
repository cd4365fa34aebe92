"""Streams that convert: objects, error objects and metrics; the files are read by pyarrow."""

import base64
import io
import json
from typing import Any

import pyarrow.orc
import pyarrow.parquet
import pytest

from firehose_fakes import BUCKET, ROLE, FakeServices, conversion, definition, partitioned
from tickstack.firehose.conversion.schema import CatalogError
from tickstack.firehose.options import Options
from tickstack.firehose.ports import S3Object, StorageError
from tickstack.firehose.service import Firehose

FAST = 10_000.0
COLUMNS = {"symbol": "string", "price": "double"}
GOOD = b'{"symbol": "ACME", "price": 12.5}'
LOG = {"Enabled": True, "LogGroupName": "g", "LogStreamName": "s"}


class Converting:
    """A stream that converts by a table of its own."""

    def __init__(self, given: dict[str, Any] | None = None, *, time_scale: float = FAST, **members: Any) -> None:
        self.services = FakeServices()
        self.tables = self.services.tables
        self.tables.columns = dict(COLUMNS)
        self._core = Firehose(self.services.connect, options=Options(time_scale=time_scale))
        wanted = definition("s", DataFormatConversionConfiguration=conversion() if given is None else given, **members)
        self.stream = self._core.streams("000000000000", "us-east-1").create(wanted).running

    def settled(self) -> list[S3Object]:
        """Every object by its key, once the stream has ended."""
        assert self._core.close(30) == 0
        return [item for _, item in sorted(self.services.storage.objects.items())]


def rows(item: S3Object) -> list[dict[str, Any]]:
    table = pyarrow.orc if item.key.endswith(".orc") else pyarrow.parquet
    found: list[dict[str, Any]] = table.read_table(io.BytesIO(item.body)).to_pylist()
    return found


def lines(item: S3Object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in item.body.splitlines()]


@pytest.mark.parametrize(
    ("given", "members", "extension"),
    [
        (conversion(), {}, ".parquet"),
        (conversion(orc={}), {}, ".orc"),
        (conversion(), {"FileExtension": ".snappy.parquet"}, ".snappy.parquet"),
    ],
)
def test_an_object(given: dict[str, Any], members: dict[str, Any], extension: str) -> None:
    converting = Converting(given, Prefix="data/", time_scale=1, **members)
    converting.stream.put([GOOD, b'{"symbol": null}{"PRICE": "1"}', b'{"other": 1}'])
    (item,) = converting.settled()
    assert item.key.startswith("data/2")
    assert item.key.endswith(extension)
    assert item.headers == {
        "ACL": "bucket-owner-full-control",
        "ContentType": "application/octet-stream",
        "ContentEncoding": "hadoop-snappy",
    }
    assert rows(item) == [
        {"symbol": "ACME", "price": 12.5},
        {"symbol": None, "price": None},
        {"symbol": None, "price": 1.0},
        {"symbol": None, "price": None},
    ]


def test_records_that_do_not_fit_end_as_error_records() -> None:
    converting = Converting(Prefix="data/", ErrorOutputPrefix="errors/", time_scale=1, CloudWatchLoggingOptions=LOG)
    converting.stream.put([GOOD, b"{", b'{"price": "oops"}', b" \n", GOOD])
    data, errors = converting.settled()
    assert rows(data) == [{"symbol": "ACME", "price": 12.5}] * 2
    assert errors.key.startswith("errors/format-conversion-failed/2")
    assert "." not in errors.key
    assert "ContentEncoding" not in errors.headers
    found = lines(errors)
    assert [base64.b64decode(line["rawData"]) for line in found] == [b"{", b'{"price": "oops"}', b" \n"]
    assert [(line["lastErrorCode"], line["lastErrorMessage"]) for line in found[1:]] == [
        ("DataFormatConversion.MalformedData", 'Data does not match the schema. For input string: "oops"'),
        ("DataFormatConversion.MalformedData", "The record was empty or contained only whitespace."),
    ]
    assert found[0]["lastErrorCode"] == "DataFormatConversion.ParseError"
    assert found[0]["lastErrorMessage"].startswith("Encountered malformed JSON. Unexpected end-of-input")
    line = found[1]
    assert list(line) == [
        "attemptsMade",
        "arrivalTimestamp",
        "lastErrorCode",
        "lastErrorMessage",
        "attemptEndingTimestamp",
        "rawData",
        "sequenceNumber",
        "subSequenceNumber",
        "dataCatalogTable",
    ]
    assert (line["attemptsMade"], line["subSequenceNumber"]) == (1, 0)
    assert line["sequenceNumber"].isdigit()
    assert line["arrivalTimestamp"] <= line["attemptEndingTimestamp"]
    assert line["dataCatalogTable"] == {
        "catalogId": "000000000000",
        "databaseName": "market",
        "tableName": "quotes",
        "region": "us-east-1",
        "versionId": "LATEST",
        "roleArn": ROLE,
    }
    samples = converting.services.monitor.samples
    assert samples("SucceedConversion.Records") == [2]
    assert samples("SucceedConversion.Bytes") == [2 * len(GOOD)]
    assert samples("FailedConversion.Records") == [3]
    assert samples("FailedConversion.Bytes") == [1 + len(b'{"price": "oops"}') + 2]
    logged = [json.loads(line.text) for line in converting.services.monitor.lines]
    assert [line["errorCode"] for line in logged] == [
        "DataFormatConversion.ParseError",
        "DataFormatConversion.MalformedData",
        "DataFormatConversion.MalformedData",
    ]
    assert {line["destination"] for line in logged} == {BUCKET}


def test_no_object_without_a_record_that_fits() -> None:
    converting = Converting(ErrorOutputPrefix="errors/", time_scale=1)
    converting.stream.put([b"oops", b"[1]"])
    (errors,) = converting.settled()
    assert len(lines(errors)) == 2


@pytest.mark.parametrize(
    ("columns", "given", "code", "message"),
    [
        (
            {"a": "binary"},
            conversion(),
            "DataFormatConversion.InvalidSchema",
            "The schema is invalid. One or more columns have types that are not supported by org.openx.data.JsonSerDe",
        ),
        (
            {"a.b": "int"},
            conversion(hive={}),
            "DataFormatConversion.InvalidSchema",
            (
                "The schema is invalid. One or more columns have types that are not supported by "
                "org.apache.hive.hcatalog.data.JsonSerDe"
            ),
        ),
        (
            {},
            conversion(),
            "DataFormatConversion.EntityNotFound",
            (
                "The specified table/database could not be found. Please ensure that the table quotes exists in the "
                "database market and that their names are correct, especially with regards to casing."
            ),
        ),
    ],
)
def test_a_table_that_does_not_serve_fails_every_record(
    columns: dict[str, str], given: dict[str, Any], code: str, message: str
) -> None:
    converting = Converting(given, time_scale=1)
    converting.tables.columns = columns
    converting.stream.put([GOOD, GOOD])
    (errors,) = converting.settled()
    assert [(line["lastErrorCode"], line["lastErrorMessage"]) for line in lines(errors)] == [(code, message)] * 2


def test_the_latest_version_of_the_table_is_followed() -> None:
    converting = Converting(Prefix="data/")
    converting.stream.put([GOOD])
    (before,) = converting.services.storage.wait_for_objects(1)
    converting.tables.columns = {"price": "string"}
    converting.stream.put([GOOD])
    found = [rows(item) for item in converting.settled()]
    assert rows(before) == [{"symbol": "ACME", "price": 12.5}]
    assert [{"price": "12.5"}] in found


def test_records_wait_for_a_catalog_that_does_not_answer() -> None:
    converting = Converting()
    converting.tables.refusal = CatalogError("connection refused")
    converting.stream.put([GOOD])
    converting.tables.wait_until_asked(2)
    assert converting.services.storage.attempts == 0
    converting.tables.refusal = None
    (item,) = converting.settled()
    assert rows(item) == [{"symbol": "ACME", "price": 12.5}]


def test_a_file_is_made_once_however_often_s3_refuses_it() -> None:
    converting = Converting()
    converting.services.storage.refusal = StorageError("S3.NoSuchBucket", "The specified bucket does not exist.")
    converting.stream.put([GOOD, b"oops"])
    converting.services.storage.wait_for_attempts(4)
    converting.services.storage.refusal = None
    data, errors = sorted(converting.settled(), key=lambda item: item.key.endswith(".parquet"), reverse=True)
    assert rows(data) == [{"symbol": "ACME", "price": 12.5}]
    assert len(lines(errors)) == 1
    assert len(converting.tables.asked) == 1


def test_each_partition_is_a_file_and_what_does_not_fit_leaves_its_partition() -> None:
    members = partitioned("s=!{partitionKeyFromQuery:s}/", query="{s: .symbol}")
    converting = Converting(time_scale=1, **members)
    bad = b'{"symbol": "BAD", "price": []}'
    converting.stream.put([GOOD, b'{"symbol": "WILE", "price": 1}', bad, b'{"price": 1}', b"text"])
    made = {item.key.rpartition("/")[0]: item for item in converting.settled()}
    assert {folder: rows(item) for folder, item in made.items() if folder.startswith("s=")} == {
        "s=ACME": [{"symbol": "ACME", "price": 12.5}],
        "s=WILE": [{"symbol": "WILE", "price": 1.0}],
    }
    (line,) = lines(made["errors/format-conversion-failed"])
    assert base64.b64decode(line["rawData"]) == bad
    assert len(lines(made["errors/metadata-extraction-failed"])) == 2
    assert len(made) == 4
