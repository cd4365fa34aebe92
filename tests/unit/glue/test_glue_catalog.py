"""Databases, tables, versions and tags through boto3."""

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_glue import GlueClient

TICKS: Any = {
    "Name": "Ticks",
    "TableType": "EXTERNAL_TABLE",
    "Parameters": {"classification": "json"},
    "PartitionKeys": [{"Name": "day", "Type": "string"}],
    "StorageDescriptor": {
        "Location": "s3://lake/ticks/",
        "Columns": [{"Name": "high", "Type": "double"}],
        "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"},
    },
}


def error(caught: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    found = caught.value.response["Error"]
    return found["Code"], found["Message"]


@pytest.fixture
def market(glue: "GlueClient") -> "GlueClient":
    glue.create_database(DatabaseInput={"Name": "Market", "Description": "prices"})
    return glue


def test_a_database_is_described_with_what_the_service_adds(market: "GlueClient") -> None:
    found = market.get_database(Name="MARKET")["Database"]
    assert found["Name"] == "market"
    assert found["CatalogId"] == "123456789012"
    assert found["CreateTableDefaultPermissions"] == [
        {"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}, "Permissions": ["ALL"]}
    ]
    assert found["CreateTime"].year == 2020
    assert [item["Name"] for item in market.get_databases()["DatabaseList"]] == ["market"]


def test_the_default_database_is_not_there_by_itself(glue: "GlueClient") -> None:
    assert glue.get_databases()["DatabaseList"] == []


@pytest.mark.parametrize(
    ("operation", "request_", "expected"),
    [
        ("create_database", {"DatabaseInput": {"Name": "market"}}, ("AlreadyExists", "Database already exists.")),
        ("get_database", {"Name": "none"}, ("EntityNotFound", "Database none not found.")),
        ("delete_database", {"Name": "none"}, ("EntityNotFound", "Database none not found.")),
        ("get_tables", {"DatabaseName": "none"}, ("EntityNotFound", "Database none not found.")),
        ("get_table", {"DatabaseName": "market", "Name": "none"}, ("EntityNotFound", "Entity Not Found")),
        ("get_table", {"DatabaseName": "none", "Name": "none"}, ("EntityNotFound", "Database none not found.")),
        ("delete_table", {"DatabaseName": "market", "Name": "none"}, ("EntityNotFound", "Table none not found.")),
        (
            "create_table",
            {"DatabaseName": "none", "TableInput": {"Name": "t"}},
            ("EntityNotFound", "Database none not found."),
        ),
        (
            "create_table",
            {"DatabaseName": "market", "TableInput": {"Name": "TICKS"}},
            ("AlreadyExists", "Table already exists."),
        ),
        (
            "get_partitions",
            {"DatabaseName": "market", "TableName": "none"},
            ("EntityNotFound", "Table none not found."),
        ),
        (
            "get_table_version",
            {"DatabaseName": "market", "TableName": "ticks", "VersionId": "9"},
            ("EntityNotFound", "Version not found."),
        ),
        (
            "delete_table_version",
            {"DatabaseName": "market", "TableName": "ticks", "VersionId": "0"},
            ("InvalidInput", "VersionId cannot be equal to the latest."),
        ),
        (
            "get_partition",
            {"DatabaseName": "market", "TableName": "ticks", "PartitionValues": ["1"]},
            ("EntityNotFound", "Cannot find partition."),
        ),
        ("get_crawler", {"Name": "none"}, ("EntityNotFound", "Crawler entry with name none does not exist")),
        (
            "get_tags",
            {"ResourceArn": "arn:aws:glue:us-east-1:123456789012:database/none"},
            ("EntityNotFound", "Entity not found"),
        ),
    ],
)
def test_errors_in_glues_words(
    market: "GlueClient", operation: str, request_: dict[str, Any], expected: tuple[str, str]
) -> None:
    market.create_table(DatabaseName="market", TableInput=TICKS)
    with pytest.raises(ClientError) as caught:
        getattr(market, operation)(**request_)
    assert error(caught) == (f"{expected[0]}Exception", expected[1])


def test_another_accounts_catalog_is_denied(market: "GlueClient") -> None:
    with pytest.raises(ClientError) as caught:
        market.get_database(Name="market", CatalogId="999999999999")
    code, message = error(caught)
    assert code == "AccessDeniedException"
    assert message.endswith("because no resource-based policy allows the glue:GetDatabase action")


def test_a_request_that_does_not_fit_its_shape_is_a_validation_error(market: "GlueClient") -> None:
    loose = boto3.client(
        "glue",
        endpoint_url=market.meta.endpoint_url,
        region_name="us-east-1",
        aws_access_key_id="123456789012",
        aws_secret_access_key="test",
        config=Config(parameter_validation=False),
    )
    with pytest.raises(ClientError) as caught:
        loose.get_tables(DatabaseName="market", MaxResults=101)
    assert error(caught) == (
        "ValidationException",
        (
            "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have "
            "value less than or equal to 100"
        ),
    )


def test_a_table_is_described_with_what_the_service_adds(market: "GlueClient") -> None:
    market.create_table(DatabaseName="market", TableInput=TICKS)
    market.create_table(DatabaseName="market", TableInput={"Name": "bare"})
    table: Any = market.get_table(DatabaseName="Market", Name="TICKS")["Table"]
    assert table["Name"] == "ticks"
    assert table["DatabaseName"] == "market"
    assert table["VersionId"] == "0"
    assert table["Retention"] == 0
    assert table["CreatedBy"] == "arn:aws:iam::123456789012:root"
    assert [table[key] for key in sorted(table) if key.startswith("Is")] == [False, False, False]
    assert table["StorageDescriptor"] == {
        "Compressed": False,
        "NumberOfBuckets": 0,
        "SortColumns": [],
        "StoredAsSubDirectories": False,
        **TICKS["StorageDescriptor"],
    }
    bare = market.get_table(DatabaseName="market", Name="bare")["Table"]
    assert "StorageDescriptor" not in bare
    assert "PartitionKeys" not in bare


def test_tables_are_listed_by_a_pattern_of_the_whole_name_page_by_page(market: "GlueClient") -> None:
    for name in ("ticks_b", "ticks_a", "quotes", "ticks"):
        market.create_table(DatabaseName="market", TableInput={"Name": name})

    def names(**request: Any) -> list[str]:
        return [table["Name"] for table in market.get_tables(DatabaseName="market", **request)["TableList"]]

    assert names() == ["quotes", "ticks", "ticks_a", "ticks_b"]
    assert names(Expression="ticks.*") == ["ticks", "ticks_a", "ticks_b"]
    assert names(Expression="ticks") == ["ticks"]
    first: Any = market.get_tables(DatabaseName="market", MaxResults=3)
    second: Any = market.get_tables(DatabaseName="market", MaxResults=3, NextToken=first["NextToken"])
    assert [len(first["TableList"]), len(second["TableList"])] == [3, 1]
    assert "NextToken" not in second
    only: Any = market.get_tables(DatabaseName="market", AttributesToGet=["NAME"])
    assert only["TableList"][0] == {"Name": "quotes"}
    with pytest.raises(ClientError, match="Invalid token"):
        market.get_tables(DatabaseName="market", NextToken="?")


def test_an_update_replaces_everything_and_archives(market: "GlueClient") -> None:
    market.create_table(DatabaseName="market", TableInput=TICKS)
    before: Any = market.get_table(DatabaseName="market", Name="ticks")["Table"]
    market.update_table(DatabaseName="market", TableInput={"Name": "ticks", "Description": "new"})
    after: Any = market.get_table(DatabaseName="market", Name="ticks")["Table"]
    assert after["Description"] == "new"
    assert "Parameters" not in after
    assert after["CreateTime"] == before["CreateTime"]
    assert after["UpdateTime"] > before["UpdateTime"]
    assert after["VersionId"] == "1"
    first = market.get_table_version(DatabaseName="market", TableName="ticks", VersionId="0")["TableVersion"]
    assert first["Table"]["Parameters"] == {"classification": "json"}


def test_without_an_archive_the_former_version_is_gone_and_the_count_goes_on(market: "GlueClient") -> None:
    market.create_table(DatabaseName="market", TableInput=TICKS)
    market.update_table(DatabaseName="market", TableInput=TICKS)
    market.update_table(DatabaseName="market", TableInput=TICKS, SkipArchive=True)
    versions = market.get_table_versions(DatabaseName="market", TableName="ticks")["TableVersions"]
    assert [version["VersionId"] for version in versions] == ["2", "0"]
    with pytest.raises(ClientError, match="Table version not found"):
        market.get_table_version(DatabaseName="market", TableName="ticks", VersionId="1")


def test_an_expected_version_guards_against_other_writers(market: "GlueClient") -> None:
    market.create_table(DatabaseName="market", TableInput=TICKS)
    market.update_table(DatabaseName="market", TableInput=TICKS, VersionId="0")
    with pytest.raises(ClientError) as caught:
        market.update_table(DatabaseName="market", TableInput=TICKS, VersionId="0")
    assert error(caught) == (
        "ConcurrentModificationException",
        "Update table failed due to concurrent modifications.",
    )


def test_a_deleted_database_takes_its_tables_along(market: "GlueClient") -> None:
    market.create_table(DatabaseName="market", TableInput=TICKS)
    market.delete_database(Name="market")
    market.create_database(DatabaseInput={"Name": "market"})
    assert market.get_tables(DatabaseName="market")["TableList"] == []


def test_a_batch_reports_the_tables_that_are_missing(market: "GlueClient") -> None:
    market.create_table(DatabaseName="market", TableInput=TICKS)
    answer: Any = market.batch_delete_table(DatabaseName="market", TablesToDelete=["ticks", "none"])
    assert answer["Errors"] == [
        {
            "TableName": "none",
            "ErrorDetail": {"ErrorCode": "EntityNotFoundException", "ErrorMessage": "Table none not found"},
        }
    ]


def test_tags_of_a_database(market: "GlueClient") -> None:
    arn = "arn:aws:glue:us-east-1:123456789012:database/market"
    market.tag_resource(ResourceArn=arn, TagsToAdd={"team": "data", "stage": "dev"})
    market.untag_resource(ResourceArn=arn, TagsToRemove=["stage"])
    assert market.get_tags(ResourceArn=arn)["Tags"] == {"team": "data"}
    with pytest.raises(ClientError) as caught:
        market.get_tags(ResourceArn="arn:aws:glue:us-east-1:123456789012:table/market/ticks")
    assert error(caught)[0] == "InvalidInputException"


def test_what_is_not_supported_is_named(market: "GlueClient") -> None:
    iceberg: Any = {"IcebergInput": {"MetadataOperation": "CREATE"}}
    with pytest.raises(ClientError, match="CreateTable with OpenTableFormatInput"):
        market.create_table(DatabaseName="market", TableInput=TICKS, OpenTableFormatInput=iceberg)
