"""Statements about the catalog through boto3: what they answer, what they leave in Glue and in S3, how they fail."""

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_glue import GlueClient
    from mypy_boto3_s3 import S3Client

PARTITIONED = (
    "CREATE EXTERNAL TABLE t (name string COMMENT 'who', high double) PARTITIONED BY (day string) "
    "STORED AS PARQUET LOCATION 's3://results/t/'"
)


def run(athena: "AthenaClient", text: str, database: str | None = "d", **order: Any) -> dict[str, Any]:
    """The final QueryExecution of a statement."""
    context: Any = {} if database is None else {"Database": database}
    identity = athena.start_query_execution(
        QueryString=text,
        ResultConfiguration={"OutputLocation": "s3://results/out/"},
        QueryExecutionContext=context,
        **order,
    )["QueryExecutionId"]
    while True:
        found: Any = athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]
        if found["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return dict(found)


def lines(athena: "AthenaClient", text: str) -> list[str]:
    """The rows of a statement that succeeds."""
    found = run(athena, text)
    assert found["Status"]["State"] == "SUCCEEDED", found["Status"]
    reply = athena.get_query_results(QueryExecutionId=found["QueryExecutionId"])
    return [row["Data"][0].get("VarCharValue", "") for row in reply["ResultSet"]["Rows"]]


def reason(athena: "AthenaClient", text: str) -> str:
    """Why a statement fails."""
    found = run(athena, text)
    assert found["Status"]["State"] == "FAILED"
    return str(found["Status"]["StateChangeReason"])


@pytest.fixture
def database(athena: "AthenaClient") -> None:
    run(athena, "CREATE DATABASE d")


@pytest.fixture
def table(athena: "AthenaClient", database: None) -> None:
    assert lines(athena, PARTITIONED) == []


def test_a_database(athena: "AthenaClient", glue: "GlueClient") -> None:
    assert lines(athena, "CREATE DATABASE d COMMENT 'c' WITH DBPROPERTIES ('k'='v')") == []
    found = glue.get_database(Name="d")["Database"]
    assert (found["Description"], found["Parameters"]) == ("c", {"k": "v"})
    assert reason(athena, "CREATE DATABASE d").endswith("DDLTask. Database d already exists")
    assert lines(athena, "CREATE DATABASE IF NOT EXISTS d") == []
    assert lines(athena, "SHOW DATABASES LIKE 'D*'") == ["d"]
    assert lines(athena, "ALTER DATABASE d SET DBPROPERTIES ('x'='y')") == []
    assert glue.get_database(Name="d")["Database"]["Parameters"] == {"k": "v", "x": "y"}
    assert lines(athena, "DROP DATABASE d") == []
    assert reason(athena, "DROP DATABASE d") == "FAILED: SemanticException [Error 10072]: Database does not exist: d"
    assert lines(athena, "DROP DATABASE IF EXISTS d") == []


@pytest.mark.parametrize("text", ["DESCRIBE `t`;", "SHOW CREATE TABLE `t`;", "MSCK REPAIR TABLE `t`;"])
def test_a_context_in_backquotes_as_awswrangler_sends_it(athena: "AthenaClient", table: None, text: str) -> None:
    assert run(athena, text, database="`d`")["Status"]["State"] == "SUCCEEDED"


def test_the_default_database_is_made_when_it_is_missed(athena: "AthenaClient", glue: "GlueClient") -> None:
    assert run(athena, "SHOW DATABASES", database=None)["Status"]["State"] == "SUCCEEDED"
    assert glue.get_databases()["DatabaseList"] == []
    found = run(athena, "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://results/t/'", database=None)
    assert found["Status"]["State"] == "SUCCEEDED"
    assert glue.get_table(DatabaseName="default", Name="t")["Table"]["Name"] == "t"


def test_a_table_in_glue(athena: "AthenaClient", glue: "GlueClient", table: None) -> None:
    found = glue.get_table(DatabaseName="d", Name="t")["Table"]
    assert found["TableType"] == "EXTERNAL_TABLE"
    assert found["Parameters"]["EXTERNAL"] == "TRUE"
    assert found["PartitionKeys"] == [{"Name": "day", "Type": "string"}]
    storage = found["StorageDescriptor"]
    assert storage["Columns"][0] == {"Name": "name", "Type": "string", "Comment": "who"}
    assert storage["SerdeInfo"]["SerializationLibrary"].endswith("ParquetHiveSerDe")
    assert "Table t already exists" in reason(athena, PARTITIONED)
    assert lines(athena, PARTITIONED.replace("TABLE t", "TABLE IF NOT EXISTS t")) == []
    assert "is not empty" in reason(athena, "DROP DATABASE d")
    assert lines(athena, "DROP TABLE t") == []
    assert reason(athena, "DROP TABLE t") == "FAILED: SemanticException [Error 10001]: Table not found d.t"


def test_alter_table(athena: "AthenaClient", glue: "GlueClient", table: None) -> None:
    for text in (
        "ALTER TABLE t ADD COLUMNS (low double)",
        "ALTER TABLE t CHANGE COLUMN high highest float",
        "ALTER TABLE t SET TBLPROPERTIES ('k'='v')",
        "ALTER TABLE t SET LOCATION 's3://results/u/'",
    ):
        assert lines(athena, text) == []
    found = glue.get_table(DatabaseName="d", Name="t")["Table"]
    columns = [(column["Name"], column["Type"]) for column in found["StorageDescriptor"]["Columns"]]
    assert columns == [("name", "string"), ("highest", "float"), ("low", "double")]
    assert found["Parameters"]["k"] == "v"
    assert found["StorageDescriptor"]["Location"] == "s3://results/u/"
    assert "Invalid column reference high" in reason(athena, "ALTER TABLE t CHANGE high h int")


def test_partitions(athena: "AthenaClient", glue: "GlueClient", s3: "S3Client", table: None) -> None:
    add = "ALTER TABLE t ADD PARTITION (day='2020-05-14') PARTITION (day='a/b') LOCATION 's3://results/x/'"
    assert lines(athena, add) == []
    assert "AlreadyExistsException(message:Partition already exists" in reason(athena, add)
    assert lines(athena, "SHOW PARTITIONS t") == ["day=2020-05-14", "day=a%2Fb"]
    found = glue.get_partition(DatabaseName="d", TableName="t", PartitionValues=["2020-05-14"])["Partition"]
    assert found["StorageDescriptor"]["Location"] == "s3://results/t/day=2020-05-14"
    assert lines(athena, "ALTER TABLE t DROP PARTITION (day='a/b')") == []
    assert "Partition not found {day=a/b}" in reason(athena, "ALTER TABLE t DROP PARTITION (day='a/b')")
    assert lines(athena, "ALTER TABLE t DROP IF EXISTS PARTITION (day='a/b')") == []
    s3.put_object(Bucket="results", Key="t/day=2020-05-15/x.parquet", Body=b"x")
    s3.put_object(Bucket="results", Key="t/other/x.parquet", Body=b"x")
    assert lines(athena, "MSCK REPAIR TABLE t") == [
        "Partitions not in metastore:\tt:day=2020-05-15",
        "Repair: Added partition to metastore t:day=2020-05-15",
    ]
    assert lines(athena, "ALTER TABLE t PARTITION (day='2020-05-14') RENAME TO PARTITION (day='z')") == []
    assert lines(athena, "SHOW PARTITIONS t") == ["day=2020-05-15", "day=z"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("DESCRIBE d.t", "DESCRIBE t"),
        ("desc formatted `d`.`t`", "DESCRIBE FORMATTED t"),
        ("describe T", "describe T"),
    ],
)
def test_a_describe_is_kept_with_its_database_apart(athena: "AthenaClient", table: None, query: str, kept: str) -> None:
    identity = athena.start_query_execution(
        QueryString=query, ResultConfiguration={"OutputLocation": "s3://results/out/"},
        QueryExecutionContext={"Database": "d" if query == kept else "other"},
    )["QueryExecutionId"]  # fmt: skip
    found: Any = athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]
    assert (found["Query"], found["QueryExecutionContext"]) == (kept, {"Database": "d"})
    assert found["SubstatementType"] == "DESCRIBE_TABLE"


def test_shows(athena: "AthenaClient", table: None) -> None:
    assert lines(athena, "SHOW TABLES IN d 'T|x*'") == ["t"]
    assert lines(athena, "SHOW COLUMNS IN t") == ["name".ljust(20), "high".ljust(20), "day".ljust(20)]
    assert lines(athena, "SHOW TBLPROPERTIES t('EXTERNAL')") == ["EXTERNAL\tTRUE"]
    assert lines(athena, "DESCRIBE d.t")[:3] == [
        "name                \tstring              \twho                 ",
        "high                \tdouble              \t                    ",
        "day                 \tstring              \t                    ",
    ]
    assert "# Partition Information\t \t " in lines(athena, "DESC t")
    assert any(line.startswith("Location:") for line in lines(athena, "DESCRIBE FORMATTED t"))


def test_show_create_table_makes_the_table_again(athena: "AthenaClient", glue: "GlueClient", table: None) -> None:
    text = "\n".join(lines(athena, "SHOW CREATE TABLE t"))
    assert text.startswith(
        "CREATE EXTERNAL TABLE `t`(\n  `name` string COMMENT 'who', \n  `high` double)\nPARTITIONED BY"
    )
    before = glue.get_table(DatabaseName="d", Name="t")["Table"]
    lines(athena, "DROP TABLE t")
    lines(athena, text)
    after = glue.get_table(DatabaseName="d", Name="t")["Table"]
    assert after["StorageDescriptor"] == before["StorageDescriptor"]
    assert after["PartitionKeys"] == before["PartitionKeys"]


def test_a_view(athena: "AthenaClient", glue: "GlueClient", engine: Any, database: None) -> None:
    assert lines(athena, 'CREATE VIEW "v" AS SELECT name, high FROM ticks') == []
    found = glue.get_table(DatabaseName="d", Name="v")["Table"]
    assert found["TableType"] == "VIRTUAL_VIEW"
    assert found["StorageDescriptor"]["Columns"][1] == {"Name": "high", "Type": "double"}
    kept = json.loads(base64.b64decode(found["ViewOriginalText"].split()[3]))
    assert kept["originalSql"] == "SELECT name, high FROM ticks"
    assert "View already exists" in reason(athena, "CREATE VIEW v AS SELECT name, high FROM ticks")
    assert lines(athena, "CREATE OR REPLACE VIEW v AS SELECT name, high FROM ticks") == []
    assert lines(athena, "SHOW VIEWS") == ["v"]
    assert lines(athena, "DESCRIBE v") == ["name\tvarchar", "high\tdouble"]
    assert lines(athena, "SHOW CREATE VIEW v") == [
        "CREATE VIEW awsdatacatalog.d.v AS",
        "SELECT name, high FROM ticks",
    ]
    assert lines(athena, "DROP VIEW v") == []
    assert reason(athena, "DROP VIEW v") == "TABLE_NOT_FOUND: line 1:1: View 'awsdatacatalog.d.v' does not exist"


def test_prepared_statements(athena: "AthenaClient", engine: Any, database: None) -> None:
    assert lines(athena, "PREPARE lookup FROM SELECT name, high FROM ticks") == []
    kept = athena.get_prepared_statement(StatementName="lookup", WorkGroup="primary")["PreparedStatement"]
    assert kept["QueryStatement"] == "SELECT name, high FROM ticks"
    found = run(athena, "EXECUTE lookup USING 1, 'a'")
    assert (found["Query"], found["StatementType"], found["SubstatementType"]) == (
        "EXECUTE lookup USING 1, 'a'",
        "DML",
        "SELECT",
    )
    assert engine.prepared[-1] == ("SELECT name, high FROM ticks", "d", ("1", "'a'"))
    assert lines(athena, "DEALLOCATE PREPARE lookup") == []
    with pytest.raises(ClientError, match="PreparedStatement lookup was not found in workGroup primary"):
        run(athena, "EXECUTE lookup")


def test_objects_of_results(athena: "AthenaClient", s3: "S3Client", table: None) -> None:
    def kept(text: str) -> tuple[dict[str, bytes], dict[str, Any]]:
        found = run(athena, text)
        listed = s3.list_objects_v2(Bucket="results", Prefix=f"out/{found['QueryExecutionId']}").get("Contents", [])
        keys = [each["Key"] for each in listed]
        read = {key[40:]: s3.get_object(Bucket="results", Key=key)["Body"].read() for key in keys}
        return read, found

    nothing, _ = kept("ALTER TABLE t SET TBLPROPERTIES ('a'='b')")
    assert nothing == {".txt": b""}
    shown, _ = kept("SHOW TABLES")
    assert (shown[".txt"], set(shown)) == (b"t", {".txt", ".txt.metadata"})
    failed, found = kept("DROP TABLE missing")
    assert failed == {".txt": found["Status"]["StateChangeReason"].encode()}
    assert (found["Status"]["AthenaError"]["ErrorCategory"], found["Status"]["AthenaError"]["ErrorType"]) == (2, 1301)
    assert athena.get_query_results(QueryExecutionId=found["QueryExecutionId"])["ResultSet"]["Rows"] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("DESCRIBE missing", "Entity Not Found"),
        ("SHOW COLUMNS IN missing", "Entity Not Found"),
        ('DESCRIBE "t"', "line 1:10: no viable alternative at input 'DESCRIBE \"t\"'"),
        ("CREATE EXTERNAL TABLE t (n int)", "No location was specified for table"),
    ],
)
def test_refused_before_it_is_queued(athena: "AthenaClient", text: str, message: str) -> None:
    with pytest.raises(ClientError) as caught:
        run(athena, text)
    assert message in str(caught.value)


@pytest.mark.parametrize("partitioned", ["", "PARTITIONED BY (n, day(t), bucket(4, n)) "])
def test_iceberg_is_refused_by_name(athena: "AthenaClient", database: None, partitioned: str) -> None:
    place = "LOCATION 's3://results/i/' TBLPROPERTIES ('table_type'='ICEBERG')"
    text = f"CREATE TABLE i (n int, t timestamp) {partitioned}{place}"
    assert reason(athena, text) == "NOT_SUPPORTED: tickstack does not support Iceberg tables yet"


def test_tables_of_hive_keep_their_names(athena: "AthenaClient", table: None) -> None:
    assert reason(athena, "ALTER TABLE d.t RENAME TO d.u") == "Table cannot be renamed"
    assert reason(athena, "ALTER TABLE u RENAME TO t") == "FAILED: SemanticException [Error 10001]: Table not found d.u"


@pytest.mark.parametrize("text", ["DESCRIBE i", "SHOW CREATE TABLE i", "ALTER TABLE i RENAME TO j"])
def test_iceberg_tables_that_others_made_are_refused_by_name(
    athena: "AthenaClient", glue: "GlueClient", database: None, text: str
) -> None:
    glue.create_table(DatabaseName="d", TableInput={"Name": "i", "Parameters": {"table_type": "ICEBERG"}})
    assert reason(athena, text) == "NOT_SUPPORTED: tickstack does not support Iceberg tables yet"


def test_a_table_without_storage_is_shown(athena: "AthenaClient", glue: "GlueClient", database: None) -> None:
    glue.create_table(DatabaseName="d", TableInput={"Name": "bare"})
    assert lines(athena, "SHOW CREATE TABLE bare")[0] == "CREATE EXTERNAL TABLE `bare`("
