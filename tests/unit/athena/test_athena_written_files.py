"""What CREATE TABLE AS, INSERT and UNLOAD write: formats, compressions, names, buckets; and what they refuse."""

import gzip
import io
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pyorc
import pytest

from athena_analyst import Analyst, contents
from tickstack.formats.streams import unpacked

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROWS = (
    "SELECT * FROM (VALUES (1, 'FB', 207.25, DATE '2020-05-14'), (2, NULL, 750.0, DATE '2020-05-15')) "
    "AS t(id, name, high, day)"
)
EVERYTHING = (
    "SELECT true AS a, TINYINT '-1' AS b, SMALLINT '2' AS c, 3 AS d, BIGINT '4' AS e, REAL '0.5' AS f, 1e10 AS g, "
    "DECIMAL '-1.50' AS h, 'x' AS i, CAST('ab' AS char(3)) AS j, X'00ff' AS k, DATE '1969-12-31' AS l, "
    "TIMESTAMP '1955-01-02 03:04:05.678' AS m, ARRAY[1, NULL] AS n, MAP(ARRAY['p', 'q'], ARRAY[1.5, NULL]) AS o, "
    "CAST(ROW(ARRAY[DATE '2020-01-01'], NULL) AS ROW(u array(date), v decimal(5,2))) AS p, "
    "CAST(NULL AS decimal(38,3)) AS q"
)
SHOWN = (
    "true", "-1", "2", "3", "4", "0.5", "1.0E10", "-1.50", "x", "ab ", "00 ff", "1969-12-31",
    "1955-01-02 03:04:05.678", "[1, null]", "{p=1.5, q=null}", "{u=[2020-01-01], v=null}", None,
)  # fmt: skip


@pytest.mark.parametrize("form", ["PARQUET", "ORC", "AVRO", "JSON", "TEXTFILE"])
def test_every_type_comes_back(analyst: Analyst, form: str) -> None:
    analyst.results(f"CREATE TABLE t WITH (format = '{form}') AS {EVERYTHING}")
    assert analyst.rows("SELECT * FROM t") == [SHOWN]
    assert analyst.results("INSERT INTO t SELECT * FROM t")["UpdateCount"] == 1
    assert analyst.rows("SELECT * FROM t") == [SHOWN, SHOWN]


ORC = {
    "a": ("", "ZLIB"),
    "b": (", write_compression = 'SNAPPY'", "SNAPPY"),
    "c": (", orc_compression = 'zstd', compression_level = 10", "ZSTD"),
    "e": (", write_compression = 'LZ4'", "LZ4"),
    "f": (", write_compression = 'NONE'", "NONE"),
}


def test_compressions_of_orc(analyst: Analyst, s3: "S3Client") -> None:
    for name, (options, kind) in ORC.items():
        place = f"format = 'ORC', external_location = 's3://results/{name}/'"
        analyst.results(f"CREATE TABLE {name} WITH ({place}{options}) AS {ROWS}")
        ((key, body),) = contents(s3, f"{name}/").items()
        assert "." not in key
        reader = pyorc.Reader(io.BytesIO(body))
        assert reader.compression == pyorc.CompressionKind[kind]
        assert str(reader.schema) == "struct<id:int,name:varchar(2),high:double,day:date>"
    described = analyst.glue.get_table(DatabaseName="d", Name="a")["Table"]["StorageDescriptor"]
    assert described["SerdeInfo"]["SerializationLibrary"] == "org.apache.hadoop.hive.ql.io.orc.OrcSerde"
    assert analyst.rows("SELECT id, name, day FROM f ORDER BY id") == [
        ("1", "FB", "2020-05-14"),
        ("2", None, "2020-05-15"),
    ]


AVRO = {"DEFLATE": "deflate", "BZIP2": "bzip2", "SNAPPY": "snappy", "ZSTD": "zstandard", "NONE": "null"}


def test_compressions_of_avro(analyst: Analyst, s3: "S3Client") -> None:
    for name, codec in {
        "DEFLATE": "deflate",
        "BZIP2": "bzip2",
        "SNAPPY": "snappy",
        "ZSTD": "zstandard",
        "NONE": "null",
    }.items():
        options = f"format = 'AVRO', external_location = 's3://results/{name}/', write_compression = '{name}'"
        analyst.results(f"CREATE TABLE {name} WITH ({options}) AS {ROWS}")
        ((key, body),) = contents(s3, f"{name}/").items()
        assert "." not in key
        assert b"avro.codec" + bytes([2 * len(codec)]) + codec.encode() in body
        assert analyst.rows(f"SELECT name FROM {name} WHERE id = 1") == [("FB",)]
    analyst.results(f"UNLOAD ({ROWS}) TO 's3://results/u/' WITH (format = 'AVRO', compression = 'whatever')")
    ((_, body),) = contents(s3, "u/").items()
    assert b"deflate" in body


EXTENSIONS = {"GZIP": "gz", "BZIP2": "bz2", "SNAPPY": "snappy", "LZ4": "lz4", "ZSTD": "zst", "NONE": ""}


@pytest.mark.parametrize("form", ["JSON", "TEXTFILE"])
def test_compressions_of_text(analyst: Analyst, s3: "S3Client", form: str) -> None:
    lines = [b'{"id":1,"name":"FB"}', b'{"id":2}'] if form == "JSON" else [b"1\x01FB", b"2\x01\\N"]
    for name, extension in EXTENSIONS.items():
        options = f"format = '{form}', external_location = 's3://results/{name}/', write_compression = '{name}'"
        analyst.results(f"CREATE TABLE {name} WITH ({options}) AS SELECT id, name FROM ({ROWS})")
        ((key, body),) = contents(s3, f"{name}/").items()
        assert key.partition(".")[2] == extension
        plain = unpacked(body, extension) if extension else body
        assert sorted(plain.splitlines()) == lines
        assert analyst.rows(f"SELECT name FROM {name} WHERE id = 1") == [("FB",)]


def test_compressions_of_parquet(analyst: Analyst, s3: "S3Client") -> None:
    for name, found in {"GZIP": "GZIP", "SNAPPY": "SNAPPY", "ZSTD": "ZSTD", "NONE": "UNCOMPRESSED"}.items():
        options = f"external_location = 's3://results/{name}/', parquet_compression = '{name}'"
        analyst.results(f"CREATE TABLE {name} WITH ({options}) AS {ROWS}")
        ((_, body),) = contents(s3, f"{name}/").items()
        assert pq.read_metadata(io.BytesIO(body)).row_group(0).column(0).compression == found


def test_an_insert_compresses_as_the_table_says(analyst: Analyst, s3: "S3Client") -> None:
    analyst.run(
        "CREATE EXTERNAL TABLE t (id int) STORED AS ORC LOCATION 's3://results/t/' TBLPROPERTIES "
        "('write.compression'='ZSTD')"
    )
    analyst.results("INSERT INTO t VALUES 1")
    ((_, body),) = contents(s3, "t/").items()
    assert pyorc.Reader(io.BytesIO(body)).compression == pyorc.CompressionKind.ZSTD


def test_inserts_go_on_as_the_table_was_written(analyst: Analyst, s3: "S3Client") -> None:
    options = "format = 'ORC', external_location = 's3://results/t/', write_compression = 'ZSTD', compression_level = 5"
    analyst.results(f"CREATE TABLE t WITH ({options}) AS SELECT 1 AS id")
    analyst.results("INSERT INTO t VALUES 2")
    readers = [pyorc.Reader(io.BytesIO(body)) for body in contents(s3, "t/").values()]
    assert [reader.compression for reader in readers] == [pyorc.CompressionKind.ZSTD] * 2
    assert analyst.glue.get_table(DatabaseName="d", Name="t")["Table"]["Parameters"]["compression_level"] == "5"


LOGS = {
    "SEQUENCEFILE": "(a string) STORED AS SEQUENCEFILE",
    "CloudTrail": "(a string) ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' STORED AS INPUTFORMAT "
    "'com.amazon.emr.cloudtrail.CloudTrailInputFormat' OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io."
    "HiveIgnoreKeyTextOutputFormat'",
    "GrokSerDe": "(a string) ROW FORMAT SERDE 'com.amazonaws.glue.serde.GrokSerDe' WITH SERDEPROPERTIES "
    "('input.format'='%{WORD:a}')",
    "IonHiveSerDe": "(a string) STORED AS ION",
}


def test_tables_that_take_no_rows(analyst: Analyst) -> None:
    for name, described in LOGS.items():
        analyst.results(f"CREATE EXTERNAL TABLE {name} {described} LOCATION 's3://results/{name}/'")
        assert analyst.reason(f"INSERT INTO {name} VALUES 'x'").startswith("NOT_SUPPORTED: Inserting into tables of ")


def test_columns_of_one_partition(analyst: Analyst) -> None:
    place = "format = 'ORC', partitioned_by = ARRAY['k']"
    analyst.results(f"CREATE TABLE t WITH ({place}) AS SELECT 1 AS a, 'x' AS k")
    analyst.results("ALTER TABLE t PARTITION (k = 'x') ADD COLUMNS (b int)")
    (partition,) = analyst.glue.get_partitions(DatabaseName="d", TableName="t")["Partitions"]
    assert [column["Name"] for column in partition["StorageDescriptor"]["Columns"]] == ["a", "b"]
    assert analyst.rows("SELECT * FROM t") == [("1", "x")]
    analyst.results("ALTER TABLE t ADD COLUMNS (c date)")
    assert analyst.reason("SELECT * FROM t").startswith(
        "HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas."
    )


def test_unload_of_orc(analyst: Analyst, s3: "S3Client") -> None:
    into = "TO 's3://results/u/' WITH (format = 'ORC', partitioned_by = ARRAY['day'])"
    found = analyst.run(f"UNLOAD ({ROWS}) {into}")
    assert found["Status"]["State"] == "SUCCEEDED", found["Status"]
    objects = contents(s3, "u/")
    assert sorted(key.partition("/")[0] for key in objects) == ["day=2020-05-14", "day=2020-05-15"]
    readers = [pyorc.Reader(io.BytesIO(body)) for body in objects.values()]
    assert {str(reader.schema) for reader in readers} == {"struct<id:int,name:varchar(2),high:double>"}
    assert sorted(row for reader in readers for row in reader) == [(1, "FB", 207.25), (2, None, 750.0)]
    assert {reader.compression for reader in readers} == {pyorc.CompressionKind.ZLIB}


def test_unloaded_text_is_zipped_whatever_is_asked_for(analyst: Analyst, s3: "S3Client") -> None:
    analyst.results("UNLOAD (SELECT 1 AS a) TO 's3://results/u/' WITH (format = 'TEXTFILE', compression = 'SNAPPY')")
    ((key, body),) = contents(s3, "u/").items()
    assert (key.rpartition(".")[2], gzip.decompress(body)) == ("gz", b"1\n")


@pytest.mark.parametrize("form", ["ORC", "TEXTFILE"])
def test_buckets(analyst: Analyst, s3: "S3Client", form: str) -> None:
    options = (
        f"format = '{form}', external_location = 's3://results/t/', bucketed_by = ARRAY['id'], bucket_count = 4, "
        "write_compression = 'NONE'"
    )
    found = analyst.run(f"CREATE TABLE t WITH ({options}) AS SELECT id FROM UNNEST(sequence(0, 9)) AS u(id)")
    assert found["Status"]["State"] == "SUCCEEDED", found["Status"]
    objects = contents(s3, "t/")
    assert sorted(key[:9] for key in objects) == ["000000_0_", "000001_0_", "000002_0_", "000003_0_"]
    if form == "TEXTFILE":
        assert objects[sorted(objects)[1]] == b"1\n5\n9\n"
    table = analyst.glue.get_table(DatabaseName="d", Name="t")["Table"]
    assert table["StorageDescriptor"]["NumberOfBuckets"] == 4
    assert table["StorageDescriptor"]["BucketColumns"] == ["id"]
    assert analyst.rows("SELECT count(*), sum(id) FROM t") == [("10", "45")]
    assert analyst.reason("INSERT INTO t VALUES BIGINT '1'").startswith("NOT_SUPPORTED: Inserting into bucketed")


REFUSED = [
    ("format = 'XML'", "INVALID_TABLE_PROPERTY: Unable to set table property 'format' to ['XML']"),
    ("format = 'AVRO', write_compression = 'GZIP'", "NOT_SUPPORTED: Compression GZIP is not supported for the format"),
    ("format = 'ORC', write_compression = 'GZIP'", "NOT_SUPPORTED: Compression GZIP is not supported for the form"),
    ("write_compression = 'LZ4'", "NOT_SUPPORTED: Compression LZ4 is not supported for the format PARQUET"),
    ("compression_level = 23", "INVALID_TABLE_PROPERTY: compression_level must be from 1 to 22: 23"),
    ("bucketed_by = ARRAY['id']", "INVALID_TABLE_PROPERTY: bucketed_by and bucket_count must be specified togeth"),
    ("bucket_count = 3", "INVALID_TABLE_PROPERTY: bucketed_by and bucket_count must be specified together"),
    (
        "bucketed_by = ARRAY['no'], bucket_count = 3",
        "INVALID_TABLE_PROPERTY: Bucketing columns [no] not present in",
    ),
    (
        "bucketed_by = ARRAY['high'], bucket_count = 3, partitioned_by = ARRAY['nope']",
        "HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table",
    ),
]


def test_refused(analyst: Analyst) -> None:
    for options, reason in REFUSED:
        assert analyst.reason(f"CREATE TABLE t WITH ({options}) AS {ROWS}").startswith(reason)


MOMENTS = "the configured precision is MILLISECONDS; column name: a"
UNFIT = {
    "TIMESTAMP '2020-01-01 00:00:00.123456' AS a": f"Incorrect timestamp precision for timestamp(6); {MOMENTS}",
    "ARRAY[TIMESTAMP '2020-01-01 00:00:00'] AS a": f"Incorrect timestamp precision for timestamp(0); {MOMENTS}",
    "ROW(1) AS a": "Anonymous row type is not supported in Hive. Please give each field a name: row(integer)",
}


def test_types_that_hive_has_not(analyst: Analyst) -> None:
    for column, message in UNFIT.items():
        assert analyst.reason(f"CREATE TABLE t AS SELECT {column}").startswith(f"NOT_SUPPORTED: {message}")
    into = "TO 's3://results/u/' WITH (format = 'ORC')"
    assert analyst.reason(f"UNLOAD (SELECT TIMESTAMP '2020-01-01 00:00:00.1234567' AS a) {into}").startswith(
        f"NOT_SUPPORTED: Incorrect timestamp precision for timestamp(7); {MOMENTS}"
    )


NO_AVRO = {
    "MAP(ARRAY[1], ARRAY[2])": "Key of Map can only be a String",
    "CAST(ROW(1, 2) AS ROW(a int, a int))": "Duplicate field a in record record_0",
}


@pytest.mark.parametrize("value", NO_AVRO)
def test_what_avro_has_no_schema_for(analyst: Analyst, value: str) -> None:
    reason = analyst.reason(f"CREATE TABLE t WITH (format = 'AVRO') AS SELECT {value} AS m")
    assert reason.startswith(f"NOT_SUPPORTED: {NO_AVRO[value]}")


def test_more_than_a_hundred_writers(analyst: Analyst) -> None:
    query = "SELECT n AS a, n AS k FROM UNNEST(sequence(1, 101)) AS u(n)"
    message = "HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets"
    assert analyst.reason(f"CREATE TABLE t WITH (partitioned_by = ARRAY['k']) AS {query}").startswith(message)
    buckets = "bucketed_by = ARRAY['a'], bucket_count = 101"
    assert analyst.reason(f"CREATE TABLE t WITH ({buckets}) AS {query}").startswith(message)


SCHEMA = (
    '{"type":"record","name":"x","fields":[{"name":"id","type":"int"},{"name":"name","type":"string","default":"none"},'
    '{"name":"Z","type":["null","double"],"default":null}]}'
)


@pytest.mark.parametrize("clause", ["WITH SERDEPROPERTIES", "TBLPROPERTIES"])
def test_inserts_into_avro_by_a_schema(analyst: Analyst, clause: str) -> None:
    properties = f"{clause} ('avro.schema.literal'='{SCHEMA}')"
    serde = "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.avro.AvroSerDe'"
    place = "STORED AS AVRO LOCATION 's3://results/t/'"
    clauses = f"{serde} {properties} {place}" if clause.startswith("WITH") else f"{serde} {place} {properties}"
    analyst.results(f"CREATE EXTERNAL TABLE t (id int, name string, z double) {clauses}")
    analyst.results("INSERT INTO t (id, name) VALUES (1, 'a')")
    analyst.results("CREATE TABLE u WITH (format = 'AVRO', external_location = 's3://results/t/u/') AS SELECT 2 AS id")
    assert analyst.rows("SELECT * FROM t ORDER BY id") == [("1", "a", None), ("2", "none", None)]
    assert analyst.reason("INSERT INTO t VALUES (3, NULL, 1.5)").startswith(
        "HIVE_WRITER_DATA_ERROR: NULL value not allowed for NOT NULL column: name"
    )
