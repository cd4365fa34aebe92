"""CREATE TABLE AS, INSERT and UNLOAD through boto3 on the real engine: written, found in the catalog, read again."""

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from athena_analyst import Analyst, contents

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TICKS = (
    "SELECT * FROM (VALUES ('FB', 207.2, DATE '2020-05-14'), ('SHOP', 750.0, DATE '2020-05-15')) AS t(name, high, day)"
)


@pytest.mark.parametrize("form", ["PARQUET", "ORC", "TEXTFILE", "JSON"])
def test_a_table_as_a_query(analyst: Analyst, s3: "S3Client", form: str) -> None:
    reply = analyst.results(f"CREATE TABLE t WITH (format = '{form}') AS {TICKS}")
    assert (reply["UpdateCount"], reply["ResultSet"]["Rows"]) == (2, [])
    assert [each["Name"] for each in reply["ResultSet"]["ResultSetMetadata"]["ColumnInfo"]] == ["rows"]
    assert analyst.rows("SELECT name, high, day FROM t ORDER BY name") == [
        ("FB", "207.2", "2020-05-14"),
        ("SHOP", "750.0", "2020-05-15"),
    ]
    assert analyst.results("INSERT INTO t VALUES ('X', NULL, NULL)")["UpdateCount"] == 1
    assert analyst.rows("SELECT * FROM t WHERE name = 'X'") == [("X", None, None)]


def test_nested_values_come_back(analyst: Analyst) -> None:
    row = "CAST(ROW(1, 'a') AS ROW(x integer, y varchar))"
    query = f"SELECT 1 AS id, ARRAY[{row}] AS r, MAP(ARRAY['k'], ARRAY[2.5]) AS m"
    for form in ("PARQUET", "ORC", "TEXTFILE", "JSON"):
        analyst.results(f"CREATE TABLE {form}_t WITH (format = '{form}') AS {query}")
        assert analyst.rows(f"SELECT id, r, m FROM {form}_t") == [("1", "[{x=1, y=a}]", "{k=2.5}")]


def test_partitions(analyst: Analyst, s3: "S3Client") -> None:
    location = "external_location = 's3://results/t/', partitioned_by = ARRAY['day']"
    found = analyst.run(f"CREATE TABLE t WITH ({location}) AS {TICKS}")
    assert found["Status"]["State"] == "SUCCEEDED"
    folders = sorted(key.partition("/")[0] for key in contents(s3, "t/"))
    assert folders == ["day=2020-05-14", "day=2020-05-15"]
    manifest = contents(s3, f"out/tables/{found['QueryExecutionId']}-manifest.csv")[""].decode()
    assert len(manifest.splitlines()) == 2
    assert found["Statistics"]["DataManifestLocation"].endswith("-manifest.csv")
    partitions = analyst.glue.get_partitions(DatabaseName="d", TableName="t")["Partitions"]
    assert sorted(each["Values"] for each in partitions) == [["2020-05-14"], ["2020-05-15"]]
    assert analyst.results("INSERT INTO t (day, name) SELECT DATE '2020-05-16', 'NEW'")["UpdateCount"] == 1
    assert analyst.rows("SELECT name, high FROM t WHERE day = DATE '2020-05-16'") == [("NEW", None)]
    refused = analyst.reason(f"CREATE TABLE u WITH ({location}) AS {TICKS}")
    assert refused.startswith(
        "HIVE_PATH_ALREADY_EXISTS: Target directory for table 'd.u' already exists: s3://results/t"
    )


def test_what_is_written_is_encrypted_as_results_are(analyst: Analyst, s3: "S3Client") -> None:
    encrypted: Any = {"EncryptionConfiguration": {"EncryptionOption": "SSE_KMS", "KmsKey": "alias/ours"}}
    analyst.run("CREATE TABLE t AS SELECT 1 AS a", encrypted)
    analyst.run("INSERT INTO t SELECT 2", encrypted)
    analyst.run("UNLOAD (SELECT 1 AS a) TO 's3://results/out/u/' WITH (format = 'JSON')", encrypted)
    kept = [each["Key"] for each in s3.list_objects_v2(Bucket="results", Prefix="out/")["Contents"]]
    heads = [s3.head_object(Bucket="results", Key=key) for key in kept if not key.endswith((".metadata", ".txt"))]
    assert [head.get("SSEKMSKeyId") for head in heads] == ["alias/ours"] * 6


def test_a_bucket_that_is_not_there(analyst: Analyst) -> None:
    place = "s3://absent-bucket/x/"
    analyst.run(f"CREATE EXTERNAL TABLE e (a int) STORED AS PARQUET LOCATION '{place}'")
    said = "The specified bucket does not exist (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket)"
    for text in (
        f"UNLOAD (SELECT 1 AS a) TO '{place}' WITH (format = 'JSON')",
        f"CREATE TABLE t WITH (external_location = '{place}') AS SELECT 1 AS a",
        "INSERT INTO e SELECT 1",
    ):
        found = analyst.run(text)["Status"]
        assert found["AthenaError"]["ErrorType"] == 1306
        assert found["StateChangeReason"].startswith("HIVE_FILESYSTEM_ERROR: Failed ")
        assert said in found["StateChangeReason"]


def test_unload(analyst: Analyst, s3: "S3Client") -> None:
    text = f"UNLOAD ({TICKS} WHERE name = 'FB') TO 's3://results/u/' WITH (format = 'JSON')"
    assert analyst.run(text)["Status"]["State"] == "SUCCEEDED"
    ((key, body),) = contents(s3, "u/").items()
    assert key.endswith(".gz")
    assert json.loads(gzip.decompress(body)) == {"name": "FB", "high": 207.2, "day": "2020-05-14"}
    assert analyst.reason(text).startswith("HIVE_PATH_ALREADY_EXISTS")


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (f"CREATE TABLE t AS {TICKS} WHERE name = ''", True),
        (f"UNLOAD ({TICKS} WHERE name = '') TO 's3://results/u/' WITH (format = 'PARQUET')", True),
        ("INSERT INTO e SELECT 1 WHERE false", False),
    ],
)
def test_no_rows_have_a_manifest_too(analyst: Analyst, s3: "S3Client", text: str, listed: bool) -> None:
    analyst.run("CREATE EXTERNAL TABLE e (a int) STORED AS PARQUET LOCATION 's3://results/e/'")
    found = analyst.run(text)
    assert found["Status"]["State"] == "SUCCEEDED"
    manifest = found["Statistics"].get("DataManifestLocation", "")
    assert manifest.endswith("-manifest.csv") is listed
    if listed:
        assert contents(s3, manifest.removeprefix("s3://results/")) == {"": b""}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("CREATE TABLE t AS SELECT 1", "MISSING_COLUMN_NAME: line 1:1: Column name not specified at position 1"),
        ("CREATE TABLE t AS SELECT NULL AS a", "COLUMN_TYPE_UNKNOWN: line 1:1: Column type is unknown at position 1"),
        ("CREATE TABLE t AS SELECT 1 AS a, 2 AS A", "DUPLICATE_COLUMN_NAME: line 1:1: Column name 'a' specified"),
        ("CREATE TABLE t WITH (format = 'ION') AS SELECT 1 AS a", "NOT_SUPPORTED: tickstack does not write files"),
        (
            "CREATE TABLE t WITH (external_location = 'https://a/b') AS SELECT 1 AS a",
            "INVALID_TABLE_PROPERTY: External location is not a valid file system URI: https://a/b",
        ),
        ("CREATE TABLE t WITH (nonsense = 'x') AS SELECT 1 AS a", "INVALID_TABLE_PROPERTY: line 1:1: Table property"),
        (
            "CREATE TABLE t WITH (table_type = 'ICEBERG') AS SELECT 1 AS a",
            "NOT_SUPPORTED: tickstack does not support Ice",
        ),
        (
            "CREATE TABLE t WITH (external_location = 'x/y') AS SELECT 1 AS a",
            "INVALID_TABLE_PROPERTY: External location is not a valid file system URI: x/y",
        ),
        (
            "CREATE TABLE t WITH (external_location = 's3://') AS SELECT 1 AS a",
            "INVALID_TABLE_PROPERTY: External location is not a valid file system URI: s3://",
        ),
        ("CREATE TABLE t AS SELECT now() AS a", "NOT_SUPPORTED: Unsupported Hive type: timestamp(3) with time zone"),
        ("CREATE TABLE t AS SELECT IPADDRESS '1.1.1.1' AS a", "NOT_SUPPORTED: Unsupported Hive type: ipaddress"),
        ("CREATE TABLE t AS SELECT ARRAY[ST_POINT(1, 2)] AS a", "NOT_SUPPORTED: Unsupported Hive type: Geometry"),
        (
            "UNLOAD (SELECT NULL AS a) TO 's3://results/u/' WITH (format = 'JSON')",
            "COLUMN_TYPE_UNKNOWN: line 1:1: Column type is unknown at position 1",
        ),
        (
            "UNLOAD (SELECT 1) TO 's3://results/u/' WITH (format = 'JSON')",
            "MISSING_COLUMN_NAME: line 1:1: Column name not specified at position 1",
        ),
        (
            "UNLOAD (SELECT 1 AS a, 2 AS a) TO 's3://results/u/' WITH (format = 'JSON')",
            "DUPLICATE_COLUMN_NAME: line 1:1: Column name 'a' specified more than once",
        ),
        ("CREATE TABLE t AS SELECT missing AS a", "COLUMN_NOT_FOUND: "),
        ("INSERT INTO t VALUES (1)", "TABLE_NOT_FOUND: line 1:1: Table 'awsdatacatalog.d.t' does not exist"),
        ("OPTIMIZE t REWRITE DATA USING BIN_PACK", "NOT_SUPPORTED: tickstack does not support OPTIMIZE yet"),
    ],
)
def test_refused(analyst: Analyst, text: str, reason: str) -> None:
    found = analyst.reason(text)
    assert found.startswith(reason)
    assert found.endswith("Athena will not delete data in your account.")


def test_inserted_types_are_checked(analyst: Analyst) -> None:
    analyst.results("CREATE TABLE t AS SELECT BIGINT '1' AS n, 'abc' AS s")
    assert analyst.reason("INSERT INTO t VALUES ('x', 'y')").startswith(
        "TYPE_MISMATCH: Insert query has mismatched column types: Table: [bigint, varchar"
    )
    assert analyst.reason("INSERT INTO t (nope) VALUES (1)").startswith("COLUMN_NOT_FOUND: ")
    assert analyst.reason("INSERT INTO t SELECT 2, 'longer'").startswith(
        "INVALID_CAST_ARGUMENT: Cannot truncate non-space characters when casting from varchar(6) to varchar(3)"
    )
    assert analyst.results("INSERT INTO t SELECT 2, 'xy  '")["UpdateCount"] == 1
    assert analyst.rows("SELECT sum(n), max(s) FROM t") == [("3", "xy ")]


def test_no_data_and_if_not_exists(analyst: Analyst) -> None:
    assert analyst.results("CREATE TABLE t AS SELECT 1 AS a WITH NO DATA")["UpdateCount"] == 0
    assert analyst.rows("SELECT count(*) FROM t") == [("0",)]
    assert analyst.results("CREATE TABLE IF NOT EXISTS t AS SELECT 2 AS b")["UpdateCount"] == 0
    assert "already exists" in analyst.reason("CREATE TABLE t AS SELECT 2 AS b")


def test_a_view_is_read(analyst: Analyst) -> None:
    analyst.results(f"CREATE TABLE t AS {TICKS}")
    analyst.run("CREATE VIEW v AS SELECT name, high * 2 AS twice FROM t")
    assert analyst.rows("SELECT twice FROM v WHERE name = 'FB'") == [("414.4",)]
    assert analyst.reason("INSERT INTO v VALUES ('a', 1.0)").startswith("NOT_SUPPORTED: line 1:1: Inserting into views")


def test_execute_with_parameters(analyst: Analyst) -> None:
    analyst.results(f"CREATE TABLE t AS {TICKS}")
    analyst.run("PREPARE by_name FROM SELECT high FROM t WHERE name = ?")
    assert analyst.rows("EXECUTE by_name USING 'SHOP'") == [("750.0",)]


def test_the_catalog_as_tables(analyst: Analyst) -> None:
    analyst.run(
        "CREATE EXTERNAL TABLE t (n int COMMENT 'it''s', s array<string>) PARTITIONED BY (day date) STORED AS PARQUET "
        "LOCATION 's3://results/t/'"
    )
    analyst.run("ALTER TABLE t ADD PARTITION (day = '2020-05-14') PARTITION (day = '2020-05-15')")
    analyst.run("CREATE VIEW v AS SELECT n + 1 AS more FROM t")
    assert analyst.rows("SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = 'd'") == [
        ("t", "BASE TABLE"),
        ("v", "VIEW"),
    ]
    columns = "SELECT column_name, ordinal_position, data_type, comment, extra_info FROM information_schema.columns"
    assert analyst.rows(f"{columns} WHERE table_schema = 'd' ORDER BY table_name, 2") == [
        ("n", "1", "integer", "it's", None),
        ("s", "2", "array(varchar)", None, None),
        ("day", "3", "date", None, "partition key"),
        ("more", "1", "integer", None, None),
    ]
    assert ("awsdatacatalog", "d") in analyst.rows("SELECT * FROM information_schema.schemata")
    assert analyst.rows('SELECT max(day) FROM "t$partitions"') == [("2020-05-15",)]
    assert analyst.reason('SELECT * FROM "v$partitions"').startswith("TABLE_NOT_FOUND: ")
    assert analyst.reason("SELECT * FROM information_schema.nope").startswith("TABLE_NOT_FOUND: ")


def test_of_which_object_a_row_is(analyst: Analyst, s3: "S3Client") -> None:
    for form in ("PARQUET", "JSON"):
        place = f"external_location = 's3://results/{form}/', partitioned_by = ARRAY['day'], format = '{form}'"
        analyst.results(f"CREATE TABLE {form} WITH ({place}) AS {TICKS}")
        ((path, size),) = analyst.rows(f'SELECT "$path", "$file_size" FROM {form} t WHERE name = \'FB\'')
        key = str(path).removeprefix(f"s3://results/{form}/")
        assert key.startswith("day=2020-05-14/")
        assert size == str(len(contents(s3, f"{form}/")[key]))
        assert analyst.rows(f'SELECT "$file_modified_time" > now() FROM {form} LIMIT 1') == [("false",)]
        assert analyst.results(f"SELECT * FROM {form}")["ResultSet"]["Rows"][0]["Data"] == [
            {"VarCharValue": "name"},
            {"VarCharValue": "high"},
            {"VarCharValue": "day"},
        ]
        assert analyst.rows(f'SELECT count(DISTINCT "$path") FROM {form} AS t(a, b, c) WHERE a IS NOT NULL') == [("2",)]


def test_a_table_may_be_at_an_address_of_hadoop(analyst: Analyst) -> None:
    analyst.results("CREATE EXTERNAL TABLE h (a int) STORED AS PARQUET LOCATION 's3://results/h/'")
    table = analyst.glue.get_table(DatabaseName="d", Name="h")["Table"]
    storage: Any = {**table["StorageDescriptor"], "Location": "s3a://results/h"}
    analyst.glue.update_table(DatabaseName="d", TableInput={"Name": "h", "StorageDescriptor": storage})
    assert analyst.results("INSERT INTO h VALUES (7)")["UpdateCount"] == 1
    assert analyst.rows("SELECT a FROM h") == [("7",)]
