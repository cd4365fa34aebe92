"""Streams that convert: JSON in, Parquet and ORC out by a Glue table, SELECT by Athena."""

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import pyarrow.orc
import pyarrow.parquet
import pytest
from botocore.exceptions import ClientError

from analyst import Athena, Stack, lines_below
from delivery_streams import ROLE, Create, describe, keys, put
from own_stack import until

pytestmark = pytest.mark.stack

HIVE_IO = "org.apache.hadoop.hive.ql.io.parquet"
COLUMNS = {
    "symbol": "string",
    "price": "double",
    "volume": "bigint",
    "at": "timestamp",
    "day": "date",
    "fee": "decimal(9,4)",
    "open": "boolean",
    "tags": "array<string>",
    "limits": "map<string,int>",
    "venue": "struct<name:string,level:tinyint>",
}
GOOD = {
    "symbol": "ACME",
    "PRICE": "12.5",
    "volume": 9007199254740993,
    "at": 1518033528.123,
    "day": "2018-02-07",
    "fee": 0.12345,
    "open": True,
    "tags": ["a", None],
    "limits": {"low": 1},
    "venue": {"name": "X", "level": 3},
    "other": 1,
}


@pytest.fixture
def table(stack: Stack, bucket: str) -> Iterator[str]:
    """A database with the Parquet table ``quotes`` of ``COLUMNS``, at the bucket's ``data/``."""
    glue, name = stack.client("glue"), bucket.replace("-", "_")
    glue.create_database(DatabaseInput={"Name": name})
    glue.create_table(
        DatabaseName=name,
        TableInput={
            "Name": "quotes",
            "TableType": "EXTERNAL_TABLE",
            "StorageDescriptor": {
                "Location": f"s3://{bucket}/data/",
                "Columns": [{"Name": column, "Type": kind} for column, kind in COLUMNS.items()],
                "InputFormat": f"{HIVE_IO}.MapredParquetInputFormat",
                "OutputFormat": f"{HIVE_IO}.MapredParquetOutputFormat",
                "SerdeInfo": {"SerializationLibrary": f"{HIVE_IO}.serde.ParquetHiveSerDe"},
            },
            "Parameters": {"classification": "parquet"},
        },
    )
    yield name
    glue.delete_table(DatabaseName=name, Name="quotes")
    glue.delete_database(Name=name)


def converting(database: str, serializer: str = "ParquetSerDe", **options: Any) -> dict[str, Any]:
    """The members of a destination that converts."""
    return {
        "Prefix": "data/",
        "ErrorOutputPrefix": "errors/",
        "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60},
        "DataFormatConversionConfiguration": {
            "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
            "OutputFormatConfiguration": {"Serializer": {serializer: options}},
            "SchemaConfiguration": {"RoleARN": ROLE, "DatabaseName": database, "TableName": "quotes"},
        },
    }


def row(**changes: Any) -> bytes:
    return json.dumps(GOOD | changes).encode()


def test_athena_selects_what_a_stream_converts(
    stack: Stack, bucket: str, create: Create, athena: Athena, table: str
) -> None:
    name = create(**converting(table))
    put(stack, name, row(), b'{"symbol": "X", "volume": "oops"}', row(symbol="B") + row(symbol="C", at=None))
    (key,) = until(lambda: keys(stack, bucket, "data/"), "the object")
    assert key.endswith(".parquet")
    item = stack.client("s3").get_object(Bucket=bucket, Key=key)
    assert (item["ContentType"], item["ContentEncoding"]) == ("application/octet-stream", "hadoop-snappy")
    file = pyarrow.parquet.ParquetFile(io.BytesIO(item["Body"].read()))
    physical = {column.name: column.physical_type for column in map(file.schema.column, range(4))}
    assert physical == {"symbol": "BYTE_ARRAY", "price": "DOUBLE", "volume": "INT64", "at": "INT96"}
    statement = (
        "SELECT symbol, price, volume, at, day, fee, open, tags[1], limits['low'], venue.level "
        f'FROM "{table}".quotes ORDER BY symbol'
    )
    _, *rows = athena.csv(statement)
    moment = "2018-02-07 19:58:48.123"
    rest = ["2018-02-07", "0.1235", "true", "a", "1", "3"]
    assert rows == [
        ["ACME", "12.5", "9007199254740993", moment, *rest],
        ["B", "12.5", "9007199254740993", moment, *rest],
        ["C", "12.5", "9007199254740993", "", *rest],
    ]
    (line,) = until(
        lambda: lines_below(stack.client("s3"), bucket, "errors/format-conversion-failed/"), "the error object"
    )
    error = json.loads(line)
    assert base64.b64decode(error["rawData"]) == b'{"symbol": "X", "volume": "oops"}'
    assert (error["lastErrorCode"], error["lastErrorMessage"]) == (
        "DataFormatConversion.MalformedData",
        'Data does not match the schema. For input string: "oops"',
    )
    assert error["dataCatalogTable"]["tableName"] == "quotes"
    assert describe(stack, name)["DeliveryStreamStatus"] == "ACTIVE"


def test_orc(stack: Stack, bucket: str, create: Create, athena: Athena, table: str) -> None:
    name = create(**converting(table, "OrcSerDe", Compression="ZLIB", BloomFilterColumns=["symbol"]))
    put(stack, name, row(), row(symbol=None))
    (key,) = until(lambda: keys(stack, bucket, "data/"), "the object")
    assert key.endswith(".orc")
    body = stack.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    file = pyarrow.orc.ORCFile(io.BytesIO(body))
    assert (file.compression, file.file_version) == ("ZLIB", "0.12")
    first, second = file.read().to_pylist()
    assert (first["symbol"], second["symbol"]) == ("ACME", None)
    assert first | {"symbol": None} == second
    assert (str(first["at"]), first["limits"]) == ("2018-02-07 19:58:48.123000", [("low", 1)])
    glue, orc = stack.client("glue"), "org.apache.hadoop.hive.ql.io.orc"
    storage = glue.get_table(DatabaseName=table, Name="quotes")["Table"]["StorageDescriptor"] | {
        "InputFormat": f"{orc}.OrcInputFormat",
        "OutputFormat": f"{orc}.OrcOutputFormat",
        "SerdeInfo": {"SerializationLibrary": f"{orc}.OrcSerde"},
    }
    glue.create_table(DatabaseName=table, TableInput={"Name": "as_orc", "StorageDescriptor": storage})
    selected = "symbol, price, volume, at, day, fee, open, tags, limits, venue"
    _, *rows = athena.csv(f'SELECT {selected} FROM "{table}".as_orc ORDER BY symbol')
    shown = ["12.5", "9007199254740993", "2018-02-07 19:58:48.123", "2018-02-07", "0.1235", "true", "[a, null]"]
    assert rows == [[symbol, *shown, "{low=1}", "{name=X, level=3}"] for symbol in ("ACME", "")]


def test_the_latest_version_of_the_table_counts_or_the_one_that_is_named(
    stack: Stack, bucket: str, create: Create, table: str
) -> None:
    name, glue, s3 = create(**converting(table)), stack.client("glue"), stack.client("s3")
    version = glue.get_table(DatabaseName=table, Name="quotes")["Table"]["VersionId"]
    pinned = converting(table) | {"Prefix": "pinned/"}
    pinned["DataFormatConversionConfiguration"]["SchemaConfiguration"]["VersionId"] = version
    former = create(**pinned)
    storage = glue.get_table(DatabaseName=table, Name="quotes")["Table"]["StorageDescriptor"]
    storage["Columns"] = [{"Name": "other", "Type": "string"}]
    glue.update_table(DatabaseName=table, TableInput={"Name": "quotes", "StorageDescriptor": storage})
    put(stack, name, row())
    put(stack, former, row())
    (key,) = until(lambda: keys(stack, bucket, "data/"), "the object")
    body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    assert pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist() == [{"other": "1"}]
    (key,) = until(lambda: keys(stack, bucket, "pinned/"), "the object of the former version")
    body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
    assert pyarrow.parquet.read_table(io.BytesIO(body)).column_names == list(COLUMNS)


@pytest.mark.parametrize(
    ("database", "changes", "code", "message"),
    [
        ("absent", {}, "InvalidArgumentException", "Database absent not found"),
        (
            None,
            {"BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 60}},
            "InvalidArgumentException",
            "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.",
        ),
    ],
)
def test_what_is_refused(
    create: Create, table: str, database: str | None, changes: dict[str, Any], code: str, message: str
) -> None:
    with pytest.raises(ClientError) as refused:
        create(**converting(database or table) | changes)
    error = refused.value.response["Error"]
    assert error["Code"] == code
    assert message in error["Message"]
