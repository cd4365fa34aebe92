"""DataFormatConversionConfiguration as it is stored, merged and refused."""

from typing import Any

import pytest

from firehose_fakes import ROLE, FakeServices, conversion, destination
from tickstack.errors import AwsError
from tickstack.firehose.conversion import rules
from tickstack.firehose.conversion.schema import CatalogError
from tickstack.firehose.destination import Description, described, updated
from tickstack.firehose.operations import perform
from tickstack.firehose.service import Firehose

NAME = "DataFormatConversionConfiguration"
SMALL = {"SizeInMBs": 5, "IntervalInSeconds": 300}
INVALID = "InvalidArgumentException"


def converting(given: dict[str, Any] | None = None, **members: Any) -> Description:
    return described(destination(**{NAME: conversion() if given is None else given}, **members))


def without(member: str) -> dict[str, Any]:
    return {name: value for name, value in conversion().items() if name != member}


def with_serializer(serializer: dict[str, Any]) -> dict[str, Any]:
    return conversion() | {"OutputFormatConfiguration": {"Serializer": serializer}}


def test_defaults() -> None:
    stored = rules.located(converting(), "000000000000", "us-east-1")
    assert stored["BufferingHints"] == {"SizeInMBs": 128, "IntervalInSeconds": 300}
    assert stored[NAME]["Enabled"] is True
    assert stored[NAME]["SchemaConfiguration"] == {
        "CatalogId": "000000000000",
        "Region": "us-east-1",
        "VersionId": "LATEST",
        "RoleARN": ROLE,
        "DatabaseName": "market",
        "TableName": "quotes",
    }


@pytest.mark.parametrize(
    ("given", "members", "code", "message"),
    [
        (
            {},
            {"CompressionFormat": "GZIP", "BufferingHints": SMALL},
            INVALID,
            "CompressionFormat must be UNCOMPRESSED when data format conversion is enabled.",
        ),
        (
            {},
            {"BufferingHints": SMALL},
            INVALID,
            "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.",
        ),
        ({}, {}, INVALID, "InputFormatConfiguration must be specified when data format conversion is enabled."),
        (
            without("SchemaConfiguration"),
            {},
            INVALID,
            "SchemaConfiguration must be specified when data format conversion is enabled.",
        ),
        (
            conversion(schema={"TableName": None}),
            {},
            INVALID,
            "SchemaConfiguration.TableName must be specified when data format conversion is enabled.",
        ),
        (
            with_serializer({"ParquetSerDe": {}, "OrcSerDe": {}}),
            {},
            INVALID,
            "OutputFormatConfiguration.Serializer must have exactly one of ParquetSerDe and OrcSerDe.",
        ),
        (
            with_serializer({}),
            {},
            INVALID,
            "OutputFormatConfiguration.Serializer must have exactly one of ParquetSerDe and OrcSerDe.",
        ),
        (conversion(schema={"RoleARN": "delivery"}), {}, "InvalidParameterValueException", "Invalid role ARN."),
        (
            conversion(hive={"TimestampFormats": ["millis", "yyyy-bb"]}),
            {},
            INVALID,
            "Invalid deserializer option(s): yyyy-bb: Illegal pattern component: bb",
        ),
        (
            conversion(orc={"FormatVersion": "V0_11"}),
            {},
            "NotImplementedException",
            "tickstack does not support OrcSerDe with FormatVersion V0_11",
        ),
    ],
)
def test_refuses(given: dict[str, Any], members: dict[str, Any], code: str, message: str) -> None:
    with pytest.raises(AwsError) as caught:
        rules.check(converting(given, **members))
    assert (caught.value.code, caught.value.message) == (code, message)
    rules.check(converting(given | {"Enabled": False}, **members))


@pytest.mark.parametrize(
    "given",
    [
        conversion(hive={"TimestampFormats": ["millis", "yyyy-MM-dd'T'HH:mm:ss"]}),
        conversion(openx={"ColumnToJsonKeyMappings": {"at": "timestamp"}}),
        conversion(orc={"FormatVersion": "V0_12"}),
        conversion(parquet={"WriterVersion": "V2"}),
    ],
)
def test_takes(given: dict[str, Any]) -> None:
    rules.check(converting(given))


def test_an_update_merges_member_by_member() -> None:
    before = converting(conversion(openx={"CaseInsensitive": False}))
    disabled = updated(before, {NAME: {"Enabled": False}})
    assert disabled[NAME] == before[NAME] | {"Enabled": False}
    renamed = updated(before, {NAME: {"SchemaConfiguration": {"TableName": "trades"}}})
    assert renamed[NAME]["SchemaConfiguration"] == before[NAME]["SchemaConfiguration"] | {"TableName": "trades"}
    orc: dict[str, Any] = {"OutputFormatConfiguration": {"Serializer": {"OrcSerDe": {}}}}
    assert updated(before, {NAME: orc})[NAME] == before[NAME] | orc
    assert updated(before, {NAME: {}}) == before


class Account:
    """A Firehose whose catalog has the table of ``conversion``."""

    def __init__(self) -> None:
        self.services = FakeServices()
        self.services.tables.columns = {"price": "double"}
        self._streams = Firehose(self.services.connect).streams("000000000000", "us-east-1")

    def do(self, operation: str, **request: Any) -> dict[str, Any]:
        return perform(self._streams, operation, {"DeliveryStreamName": "s", **request})

    def create(self, given: dict[str, Any]) -> None:
        self.do("CreateDeliveryStream", ExtendedS3DestinationConfiguration=destination(**{NAME: given}))


def test_the_table_is_looked_up_at_creation() -> None:
    account = Account()
    account.services.tables.columns = {}
    with pytest.raises(AwsError) as caught:
        account.create(conversion())
    assert caught.value.code == INVALID
    assert str(caught.value.message).startswith(
        "Table quotes not found. (Service: AWSGlue; Status Code: 400; Error Code: EntityNotFoundException; Request ID: "
    )
    account.services.tables.refusal = CatalogError("connection refused")
    with pytest.raises(AwsError, match="Glue cannot be asked: connection refused"):
        account.create(conversion())


def test_a_conversion_that_is_not_enabled_needs_no_table() -> None:
    account = Account()
    account.create({"Enabled": False})
    assert account.services.tables.asked == []


def test_the_table_is_looked_up_by_an_update() -> None:
    account = Account()
    account.create(conversion())
    described_ = account.do("DescribeDeliveryStream")["DeliveryStreamDescription"]
    stored = described_["Destinations"][0]["ExtendedS3DestinationDescription"][NAME]
    assert stored["SchemaConfiguration"]["VersionId"] == "LATEST"
    account.services.tables.columns = {}
    with pytest.raises(AwsError, match="EntityNotFoundException"):
        account.do(
            "UpdateDestination",
            CurrentDeliveryStreamVersionId="1",
            DestinationId="destinationId-000000000001",
            ExtendedS3DestinationUpdate={NAME: {"SchemaConfiguration": {"TableName": "trades"}}},
        )
    assert [table.name for table in account.services.tables.asked] == ["quotes", "trades"]
