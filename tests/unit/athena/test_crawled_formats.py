"""Files of every format that a crawler knows: the table that it leaves behind, and what Athena selects from it."""

import io
import time
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.orc
import pyarrow.parquet as pq

from athena_analyst import Analyst
from tickstack.formats import avro
from tickstack.sql.type_text import hive_type

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TABLE = pa.table({"Name": ["FB", "X"], "high": [207.25, None], "n": pa.array([1, 2], pa.int64())})
COLUMNS = [("name", "string"), ("high", "double"), ("n", "bigint")]
ROWS = [("FB", "207.25", "1"), ("X", None, "2")]


def crawled(analyst: Analyst, s3: "S3Client", objects: dict[str, bytes], name: str = "t") -> Any:
    """The table of what is put below ``s3://results/NAME/``."""
    for key, body in objects.items():
        s3.put_object(Bucket="results", Key=f"{name}/{key}", Body=body)
    path = f"s3://results/{name}/"
    analyst.glue.create_crawler(
        Name=name, Role="arn:aws:iam::123456789012:role/c", DatabaseName="d", Targets={"S3Targets": [{"Path": path}]}
    )
    analyst.glue.start_crawler(Name=name)
    deadline = time.monotonic() + 30
    while (crawler := analyst.glue.get_crawler(Name=name)["Crawler"])["State"] != "READY":
        assert time.monotonic() < deadline
    assert crawler["LastCrawl"]["Status"] == "SUCCEEDED", crawler["LastCrawl"]
    return analyst.glue.get_table(DatabaseName="d", Name=name)["Table"]


def columns(table: Any) -> list[tuple[str, str]]:
    return [(column["Name"], column["Type"]) for column in table["StorageDescriptor"]["Columns"]]


def test_parquet_in_folders(analyst: Analyst, s3: "S3Client") -> None:
    out = io.BytesIO()
    pq.write_table(TABLE, out)
    objects = {"day=2020-05-14/a.parquet": out.getvalue(), "day=2020-05-15/b.parquet": out.getvalue()}
    table = crawled(analyst, s3, objects)
    assert columns(table) == COLUMNS
    assert [key["Name"] for key in table["PartitionKeys"]] == ["day"]
    storage, parameters = table["StorageDescriptor"], table["Parameters"]
    assert storage["SerdeInfo"] == {
        "SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        "Parameters": {"serialization.format": "1"},
    }
    assert storage["InputFormat"] == "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    assert (parameters["classification"], parameters["compressionType"], parameters["recordCount"]) == (
        "parquet",
        "none",
        "4",
    )
    assert analyst.rows("SELECT name, high, n FROM t WHERE day = '2020-05-15' ORDER BY n") == ROWS


def test_orc(analyst: Analyst, s3: "S3Client") -> None:
    out = io.BytesIO()
    pyarrow.orc.write_table(TABLE, out)
    table = crawled(analyst, s3, {"a.orc": out.getvalue()})
    assert (columns(table), table["Parameters"]["classification"]) == (COLUMNS, "orc")
    assert table["StorageDescriptor"]["SerdeInfo"]["SerializationLibrary"].endswith("orc.OrcSerde")
    assert analyst.rows("SELECT * FROM t ORDER BY n") == ROWS


def test_avro(analyst: Analyst, s3: "S3Client") -> None:
    out = io.BytesIO()
    kinds = [(name, hive_type(kind)) for name, kind in COLUMNS]
    avro.write(out, kinds, [("FB", 207.25, 1), ("X", None, 2)], "DEFLATE", 3)
    table = crawled(analyst, s3, {"a.avro": out.getvalue()})
    assert (columns(table), table["Parameters"]["classification"]) == (COLUMNS, "avro")
    serde = table["StorageDescriptor"]["SerdeInfo"]
    assert serde["SerializationLibrary"] == "org.apache.hadoop.hive.serde2.avro.AvroSerDe"
    assert serde["Parameters"]["avro.schema.literal"].startswith('{"type":"record","name":"baseRecord","fields":[')
    assert table["Parameters"]["recordCount"] == "2"
    assert analyst.rows("SELECT * FROM t ORDER BY n") == ROWS


def test_text_with_a_header(analyst: Analyst, s3: "S3Client") -> None:
    table = crawled(analyst, s3, {"a.csv": b"Name,high,n\nFB,207.25,1\nX,,2\n"})
    assert columns(table) == COLUMNS
    serde = table["StorageDescriptor"]["SerdeInfo"]
    assert serde == {
        "SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        "Parameters": {"field.delim": ","},
    }
    found = {
        key: table["Parameters"].get(key)
        for key in ("classification", "delimiter", "areColumnsQuoted", "columnsOrdered", "skip.header.line.count")
    }
    assert found == {
        "classification": "csv",
        "delimiter": ",",
        "areColumnsQuoted": "false",
        "columnsOrdered": "true",
        "skip.header.line.count": "1",
    }
    assert analyst.rows("SELECT * FROM t ORDER BY n") == ROWS


def test_text_without_one(analyst: Analyst, s3: "S3Client") -> None:
    table = crawled(analyst, s3, {"a.tsv": b"FB\t1\nX\t2\n"})
    assert columns(table) == [("col0", "string"), ("col1", "bigint")]
    assert "skip.header.line.count" not in table["Parameters"]
    assert analyst.rows("SELECT sum(col1) FROM t") == [("3",)]
