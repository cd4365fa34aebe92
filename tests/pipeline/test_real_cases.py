"""Objects that real Firehose wrote, asked what real Athena was asked: the same rows as in its CSV."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analyst import Athena, Stack
from own_stack import until

pytestmark = pytest.mark.stack

HIGHEST = """
WITH hourly AS (
  SELECT name, SUBSTRING(ts, 12, 2) AS hour, MAX(high) AS high
  FROM "{table}"
  GROUP BY name, SUBSTRING(ts, 12, 2)
)
SELECT {columns}
FROM "{table}" t JOIN hourly h ON t.name = h.name AND SUBSTRING(t.ts, 12, 2) = h.hour AND t.high = h.high
ORDER BY 1, 2, 3
"""

COLUMNS = {
    "seed": 't.name AS "Stock_Name", h.hour AS "Hour", t.ts AS "Datetime", t.high AS "Max_High"',
    "padded": 't.name AS "Company_Name", h.hour AS "Hour_Of_Day", '
    't.ts AS "Date_Time_Of_When_High_Price_Occurred", t.high AS "High_Stock_Price"',
    "nan": 't.name AS "CompanyName", h.hour AS "Hour", t.high AS "HighestPrice", '
    'SUBSTRING(t.ts, 1, 19) AS "HighestOccured"',
}

JSON_TABLE = {
    "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
    "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe"},
}


@pytest.fixture(params=sorted(COLUMNS))
def case(request: pytest.FixtureRequest, real_cases: Path) -> Path:
    return real_cases / str(request.param)


@pytest.fixture
def location(case: Path, bucket: str, stack: Stack) -> str:
    for path in sorted((case / "raw").iterdir()):
        stack.client("s3").put_object(Bucket=bucket, Key=f"real/{path.name}", Body=path.read_bytes())
    return f"s3://{bucket}/real/"


@pytest.fixture
def database(bucket: str, stack: Stack) -> Iterator[str]:
    glue = stack.client("glue")
    name = bucket.replace("-", "_")
    glue.create_database(DatabaseInput={"Name": name})
    yield name
    glue.delete_database(Name=name)


def declare(glue: Any, database: str, location: str) -> None:
    columns = [{"Name": name, "Type": kind} for name, kind in TYPES.items()]
    storage = JSON_TABLE | {"Location": location, "Columns": columns}
    glue.create_table(
        DatabaseName=database,
        TableInput={
            "Name": "real",
            "TableType": "EXTERNAL_TABLE",
            "PartitionKeys": [],
            "StorageDescriptor": storage,
            "Parameters": {"classification": "json"},
        },
    )


TYPES = {"high": "double", "low": "double", "ts": "string", "name": "string"}


def crawl(glue: Any, database: str, location: str) -> None:
    glue.create_crawler(
        Name=database,
        Role="arn:aws:iam::000000000000:role/crawler",
        DatabaseName=database,
        Targets={"S3Targets": [{"Path": location}]},
    )
    glue.start_crawler(Name=database)

    def done() -> dict[str, Any] | None:
        crawler: dict[str, Any] = glue.get_crawler(Name=database)["Crawler"]
        return crawler["LastCrawl"] if crawler["State"] == "READY" and "LastCrawl" in crawler else None

    last = until(done, "the crawl")
    glue.delete_crawler(Name=database)
    assert last["Status"] == "SUCCEEDED", last
    (table,) = glue.get_tables(DatabaseName=database)["TableList"]
    assert table["Name"] == "real"
    assert {column["Name"]: column["Type"] for column in table["StorageDescriptor"]["Columns"]} == TYPES


@pytest.mark.parametrize("make_table", [declare, crawl])
def test_the_highest_hourly_highs_are_those_of_real_athena(
    make_table: Any, case: Path, location: str, database: str, stack: Stack, athena: Athena
) -> None:
    make_table(stack.client("glue"), database, location)
    answer = athena.csv(HIGHEST.format(table="real", columns=COLUMNS[case.name]), database)
    with (case / "results.csv").open() as real:
        expected = list(csv.reader(real))
    assert answer[0] == expected[0]
    assert sorted(answer[1:]) == sorted(expected[1:])
