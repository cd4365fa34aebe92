"""Workgroups, saved statements, the data catalog and tags through boto3."""

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_glue import GlueClient

QUERY: Any = {"Name": "highs", "Database": "market", "QueryString": "SELECT 1"}
ARN = "arn:aws:athena:us-east-1:123456789012:workgroup/team"


def error(caught: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    found = caught.value.response["Error"]
    return found["Code"], found["Message"]


def test_the_primary_workgroup_is_always_there(athena: "AthenaClient") -> None:
    group: Any = athena.get_work_group(WorkGroup="primary")["WorkGroup"]
    assert group.pop("CreationTime")
    assert group == {
        "Name": "primary",
        "State": "ENABLED",
        "Configuration": {
            "ResultConfiguration": {},
            "EnforceWorkGroupConfiguration": False,
            "PublishCloudWatchMetricsEnabled": True,
            "RequesterPaysEnabled": False,
            "EnableMinimumEncryptionConfiguration": False,
            "EngineVersion": {
                "SelectedEngineVersion": "AUTO",
                "EffectiveEngineVersion": "Athena engine version 3",
            },
        },
    }
    with pytest.raises(ClientError, match="primary workgroup cannot be deleted"):
        athena.delete_work_group(WorkGroup="primary")
    with pytest.raises(ClientError, match="WorkGroup already exists"):
        athena.create_work_group(Name="primary")


def test_workgroups_are_listed_by_name(athena: "AthenaClient") -> None:
    athena.create_work_group(Name="zebra", Description="last")
    athena.create_work_group(Name="alpha")
    groups = athena.list_work_groups()["WorkGroups"]
    assert [(group["Name"], group["Description"]) for group in groups] == [
        ("alpha", ""),
        ("primary", ""),
        ("zebra", "last"),
    ]
    page: Any = athena.list_work_groups(MaxResults=2)
    rest: Any = athena.list_work_groups(NextToken=page["NextToken"])
    assert [group["Name"] for group in rest["WorkGroups"]] == ["zebra"]
    with pytest.raises(ClientError) as caught:
        athena.list_work_groups(NextToken="?")
    assert error(caught) == ("InvalidRequestException", "The nextPageToken is malformed: ?")


def test_a_workgroup_is_updated_member_by_member(athena: "AthenaClient") -> None:
    location: Any = {"OutputLocation": "s3://results/team/"}
    configuration: Any = {"ResultConfiguration": location, "BytesScannedCutoffPerQuery": 10_000_000}
    athena.create_work_group(Name="team", Configuration=configuration)
    updates: Any = {
        "ResultConfigurationUpdates": {
            "RemoveOutputLocation": True,
            "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"},
        },
        "RemoveBytesScannedCutoffPerQuery": True,
        "PublishCloudWatchMetricsEnabled": False,
    }
    athena.update_work_group(WorkGroup="team", Description="ours", ConfigurationUpdates=updates)
    group: Any = athena.get_work_group(WorkGroup="team")["WorkGroup"]
    assert group["Description"] == "ours"
    assert group["Configuration"]["ResultConfiguration"] == {"EncryptionConfiguration": {"EncryptionOption": "SSE_S3"}}
    assert group["Configuration"]["EnforceWorkGroupConfiguration"] is True
    assert group["Configuration"]["PublishCloudWatchMetricsEnabled"] is False
    assert "BytesScannedCutoffPerQuery" not in group["Configuration"]


@pytest.mark.parametrize(
    ("configuration", "code"),
    [
        ({"ResultConfiguration": {"OutputLocation": "here"}}, "InvalidRequestException"),
        ({"ManagedQueryResultsConfiguration": {"Enabled": True}}, "NotImplementedException"),
        ({"EngineVersion": {"SelectedEngineVersion": "PySpark engine version 3"}}, "NotImplementedException"),
    ],
)
def test_what_a_workgroup_may_not_be(athena: "AthenaClient", configuration: Any, code: str) -> None:
    with pytest.raises(ClientError) as caught:
        athena.create_work_group(Name="team", Configuration=configuration)
    assert error(caught)[0] == code
    assert len(athena.list_work_groups()["WorkGroups"]) == 1


def test_a_workgroup_that_is_not_empty_is_deleted_only_on_purpose(athena: "AthenaClient") -> None:
    athena.create_work_group(Name="team")
    identity = athena.create_named_query(**QUERY, WorkGroup="team")["NamedQueryId"]
    with pytest.raises(ClientError, match="WorkGroup team is not empty"):
        athena.delete_work_group(WorkGroup="team")
    athena.delete_work_group(WorkGroup="team", RecursiveDeleteOption=True)
    with pytest.raises(ClientError, match="WorkGroup is not found"):
        athena.get_work_group(WorkGroup="team")
    with pytest.raises(ClientError, match=f"NamedQuery {identity} was not found"):
        athena.get_named_query(NamedQueryId=identity)


def test_named_queries(athena: "AthenaClient") -> None:
    token = "t" * 32
    first = athena.create_named_query(**QUERY, Description="d", ClientRequestToken=token)["NamedQueryId"]
    assert athena.create_named_query(**QUERY, ClientRequestToken=token)["NamedQueryId"] == first
    second = athena.create_named_query(**QUERY)["NamedQueryId"]
    assert sorted(athena.list_named_queries()["NamedQueryIds"]) == sorted([first, second])
    athena.update_named_query(NamedQueryId=first, Name="lows", QueryString="SELECT 2")
    assert athena.get_named_query(NamedQueryId=first)["NamedQuery"] == {
        "Name": "lows",
        "Description": "d",
        "Database": "market",
        "QueryString": "SELECT 2",
        "NamedQueryId": first,
        "WorkGroup": "primary",
    }
    athena.delete_named_query(NamedQueryId=second)
    found: Any = athena.batch_get_named_query(NamedQueryIds=[first, second])
    assert [query["NamedQueryId"] for query in found["NamedQueries"]] == [first]
    assert [query["NamedQueryId"] for query in found["UnprocessedNamedQueryIds"]] == [second]


def test_prepared_statements(athena: "AthenaClient") -> None:
    name: Any = {"StatementName": "highs", "WorkGroup": "primary"}
    athena.create_prepared_statement(**name, QueryStatement="SELECT ?")
    with pytest.raises(ClientError, match="already exists"):
        athena.create_prepared_statement(**name, QueryStatement="SELECT ?")
    athena.update_prepared_statement(**name, QueryStatement="SELECT ?, ?", Description="two")
    found: Any = athena.get_prepared_statement(**name)["PreparedStatement"]
    assert (found["QueryStatement"], found["Description"], found["WorkGroupName"]) == ("SELECT ?, ?", "two", "primary")
    listed = athena.list_prepared_statements(WorkGroup="primary")["PreparedStatements"]
    assert [item["StatementName"] for item in listed] == ["highs"]
    batch: Any = athena.batch_get_prepared_statement(PreparedStatementNames=["highs", "lows"], WorkGroup="primary")
    assert [item["StatementName"] for item in batch["UnprocessedPreparedStatementNames"]] == ["lows"]
    athena.delete_prepared_statement(**name)
    with pytest.raises(ClientError) as caught:
        athena.get_prepared_statement(**name)
    assert error(caught) == (
        "ResourceNotFoundException",
        "PreparedStatement highs was not found in workGroup primary",
    )
    assert caught.value.response["ResourceName"] == "highs"  # type: ignore[typeddict-item]  # a member of this error


@pytest.fixture
def ticks(athena: "AthenaClient", glue: "GlueClient") -> "AthenaClient":
    storage: Any = {
        "Location": "s3://lake/ticks/",
        "InputFormat": "in",
        "OutputFormat": "out",
        "Columns": [{"Name": "high", "Type": "double", "Comment": "of the day"}],
        "SerdeInfo": {"SerializationLibrary": "serde", "Parameters": {"paths": "high"}},
    }
    glue.create_database(DatabaseInput={"Name": "market", "Description": "prices"})
    keys: Any = [{"Name": "day", "Type": "string"}]
    glue.create_table(
        DatabaseName="market",
        TableInput={
            "Name": "ticks",
            "TableType": "EXTERNAL_TABLE",
            "Parameters": {"classification": "json"},
            "PartitionKeys": keys,
            "StorageDescriptor": storage,
        },
    )
    return athena


def test_athena_shows_glues_catalog(ticks: "AthenaClient") -> None:
    catalog: Any = {"CatalogName": "AwsDataCatalog"}
    assert ticks.list_data_catalogs()["DataCatalogsSummary"] == [{"CatalogName": "AwsDataCatalog", "Type": "GLUE"}]
    assert ticks.get_data_catalog(Name="AwsDataCatalog")["DataCatalog"]["Type"] == "GLUE"
    assert ticks.list_databases(**catalog)["DatabaseList"] == [{"Name": "market", "Description": "prices"}]
    assert ticks.get_database(**catalog, DatabaseName="Market")["Database"]["Name"] == "market"
    table: Any = ticks.get_table_metadata(**catalog, DatabaseName="market", TableName="TICKS")["TableMetadata"]
    assert table.pop("CreateTime")
    assert table == {
        "Name": "ticks",
        "TableType": "EXTERNAL_TABLE",
        "Columns": [{"Name": "high", "Type": "double", "Comment": "of the day"}],
        "PartitionKeys": [{"Name": "day", "Type": "string"}],
        "Parameters": {
            "classification": "json",
            "location": "s3://lake/ticks/",
            "inputformat": "in",
            "outputformat": "out",
            "serde.serialization.lib": "serde",
            "serde.param.paths": "high",
        },
    }
    for expression, names in (("tick.*", ["ticks"]), ("tick", [])):
        found = ticks.list_table_metadata(**catalog, DatabaseName="market", Expression=expression)
        assert [item["Name"] for item in found["TableMetadataList"]] == names


def test_storage_takes_the_place_of_parameters_of_its_names(ticks: "AthenaClient", glue: "GlueClient") -> None:
    column: Any = {"Name": "b", "Type": "int", "Parameters": {"iceberg.field.current": "false"}}
    glue.create_table(
        DatabaseName="market",
        TableInput={
            "Name": "iceberg",
            "Parameters": {"table_type": "ICEBERG", "location": "there", "inputformat": "in"},
            "StorageDescriptor": {"Columns": [{"Name": "a", "Type": "int"}, column], "Location": "s3://lake/i"},
        },
    )
    catalog: Any = {"CatalogName": "AwsDataCatalog", "DatabaseName": "market"}
    table = ticks.get_table_metadata(**catalog, TableName="iceberg")["TableMetadata"]
    assert table["Parameters"] == {"table_type": "ICEBERG", "location": "s3://lake/i"}
    assert [each["Name"] for each in table["Columns"]] == ["a"]


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("get_database", {"DatabaseName": "none"}),
        ("list_table_metadata", {"DatabaseName": "none"}),
        ("get_table_metadata", {"DatabaseName": "market", "TableName": "none"}),
    ],
)
def test_what_is_missing_is_a_metadata_error(ticks: "AthenaClient", operation: str, request_: dict[str, str]) -> None:
    with pytest.raises(ClientError) as caught:
        getattr(ticks, operation)(CatalogName="AwsDataCatalog", **request_)
    code, message = error(caught)
    assert code == "MetadataException"
    assert message.startswith("Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: Entity")
    with pytest.raises(ClientError, match="Catalog 'other' does not exist"):
        getattr(ticks, operation)(CatalogName="other", **request_)


def test_engine_versions_and_tags(athena: "AthenaClient") -> None:
    versions = athena.list_engine_versions()["EngineVersions"]
    assert [version["SelectedEngineVersion"] for version in versions] == ["AUTO", "Athena engine version 3"]
    athena.create_work_group(Name="team", Tags=[{"Key": "stage", "Value": "dev"}])
    athena.tag_resource(ResourceARN=ARN, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    athena.untag_resource(ResourceARN=ARN, TagKeys=["b"])
    tags = athena.list_tags_for_resource(ResourceARN=ARN)["Tags"]
    assert tags == [{"Key": "a", "Value": "1"}, {"Key": "stage", "Value": "dev"}]
    with pytest.raises(ClientError) as caught:
        athena.list_tags_for_resource(ResourceARN=ARN + "x")
    assert error(caught)[0] == "ResourceNotFoundException"
