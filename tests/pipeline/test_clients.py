"""The clients that users have, unchanged: the AWS CLI, PyAthena, awswrangler."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import awswrangler
import boto3
import pandas
import pytest
from pyathena import connect
from pyathena.cursor import DictCursor

from analyst import Stack

pytestmark = pytest.mark.stack

COMPANIES = {"FB", "SHOP", "BYND", "NFLX", "PINS", "SQ", "TTD", "OKTA", "SNAP", "DDOG"}
HIGHEST = "SELECT name, max(high) AS high, count(*) AS ticks FROM ticks GROUP BY name ORDER BY name"


@pytest.fixture
def environment(collected: Stack, monkeypatch: pytest.MonkeyPatch) -> Stack:
    """The lines that ``tickstack up`` prints for AWS clients."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", collected.endpoint_url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return collected


def test_pyathena(environment: Stack) -> None:
    connection = connect(
        region_name="us-east-1",
        schema_name=environment.outputs["DatabaseName"],
        work_group=environment.outputs["WorkGroupName"],
        poll_interval=0.1,
    )
    with connection.cursor(DictCursor) as cursor:
        rows = cursor.execute(HIGHEST).fetchall()
        assert {row["name"] for row in rows} == COMPANIES
        assert all(isinstance(row["high"], float) and row["ticks"] >= 390 for row in rows)
        assert [column[:2] for column in cursor.description] == [
            ("name", "varchar"),
            ("high", "double"),
            ("ticks", "bigint"),
        ]


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # of awswrangler itself
def test_awswrangler(environment: Stack) -> None:
    session = boto3.Session(region_name="us-east-1")
    frame = awswrangler.athena.read_sql_query(
        HIGHEST,
        database=environment.outputs["DatabaseName"],
        workgroup=environment.outputs["WorkGroupName"],
        ctas_approach=False,
        boto3_session=session,
    )
    assert set(frame["name"]) == COMPANIES
    assert list(frame.columns) == ["name", "high", "ticks"]
    assert awswrangler.catalog.does_table_exist(
        database=environment.outputs["DatabaseName"], table="ticks", boto3_session=session
    )


def test_pyathena_makes_tables_of_its_own(environment: Stack, bucket: str) -> None:
    schema, name = environment.outputs["DatabaseName"], f"made_in_{bucket.replace('-', '_')}"
    place = f"s3://{bucket}/{name}"
    connection = connect(
        region_name="us-east-1",
        schema_name=schema,
        work_group=environment.outputs["WorkGroupName"],
        poll_interval=0.1,
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE EXTERNAL TABLE {name} (n bigint, s string) STORED AS PARQUET LOCATION '{place}/'")
        cursor.execute(f"INSERT INTO {name} VALUES (?, ?), (2, NULL)", ["1", "'it''s'"], paramstyle="qmark")
        assert cursor.rowcount == 2
        assert cursor.execute(f"SELECT n, s FROM {name} ORDER BY n").fetchall() == [(1, "it's"), (2, None)]
        assert cursor.execute(f"SHOW TABLES IN {schema} '{name}'").fetchall() == [(name,)]
        assert [row[0].split("\t")[0].strip() for row in cursor.execute(f"DESCRIBE {name}").fetchall()] == ["n", "s"]
        cursor.execute(f"DROP TABLE {name}")
        assert cursor.execute(f"SHOW TABLES '{name}'").fetchall() == []


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # of awswrangler itself
@pytest.mark.parametrize(("ctas", "unload"), [(True, False), (False, True)], ids=["ctas", "unload"])
def test_awswrangler_reads_parquet_that_athena_wrote(environment: Stack, ctas: bool, unload: bool, bucket: str) -> None:
    frame = awswrangler.athena.read_sql_query(
        HIGHEST,
        database=environment.outputs["DatabaseName"],
        s3_output=f"s3://{bucket}/wrangler/",
        ctas_approach=ctas,
        unload_approach=unload,
        boto3_session=boto3.Session(region_name="us-east-1"),
    )
    assert set(frame["name"]) == COMPANIES
    assert str(frame["high"].dtype) == "float64"


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")  # as above
def test_awswrangler_keeps_a_table(environment: Stack, bucket: str) -> None:
    session, name = boto3.Session(region_name="us-east-1"), f"kept_{bucket.replace('-', '_')}"
    place: Any = {"database": environment.outputs["DatabaseName"], "boto3_session": session}
    frame = pandas.DataFrame({"n": [1, 2], "day": ["a", "b"]})
    awswrangler.s3.to_parquet(
        frame, f"s3://{bucket}/{name}/", dataset=True, table=name, partition_cols=["day"], **place
    )
    results = {"s3_output": f"s3://{bucket}/wrangler/", **place}
    described = awswrangler.athena.describe_table(name, **results)
    assert list(described["Column Name"]) == ["n", "day"]
    assert list(described["Partition"]) == [False, True]
    assert awswrangler.athena.repair_table(name, **results) == "SUCCEEDED"
    none = awswrangler.athena.read_sql_query(f"SELECT n FROM {name} WHERE n > 2", **results)
    assert (list(none.columns), len(none)) == (["n"], 0)
    listings: list[Any] = [{"name_contains": name[2:]}, {"name_prefix": name[:9]}, {"search_text": name}]
    for listing in listings:
        assert name in set(awswrangler.catalog.tables(**listing, boto3_session=session)["Table"])
    assert awswrangler.catalog.delete_table_if_exists(table=name, **place)


def test_pyathena_is_given_a_former_result_again(environment: Stack, bucket: str) -> None:
    connection = connect(region_name="us-east-1", s3_staging_dir=f"s3://{bucket}/reused/", poll_interval=0.1)
    with connection.cursor() as cursor:
        for reused in (False, True):
            cursor.execute("SELECT 1 AS n", result_reuse_enable=True, result_reuse_minutes=60)
            assert cursor.reused_previous_result is reused
            assert cursor.fetchall() == [(1,)]


def aws(*arguments: str) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("aws")
    return subprocess.run(
        [sys.executable, str(program), *arguments, "--output", "json"],
        env={**os.environ, "AWS_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "member"),
    [
        (["sts", "get-caller-identity"], "Account"),
        (["athena", "list-work-groups"], "WorkGroups"),
        (["athena", "list-databases", "--catalog-name", "AwsDataCatalog"], "DatabaseList"),
        (["glue", "get-databases"], "DatabaseList"),
        (["firehose", "list-delivery-streams"], "DeliveryStreamNames"),
        (["lambda", "list-functions"], "Functions"),
    ],
)
def test_the_aws_cli(arguments: list[str], member: str, environment: Stack) -> None:
    ran = aws(*arguments)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)[member]


def test_what_is_not_supported_names_itself(environment: Stack) -> None:
    ran = aws("glue", "list-jobs")
    assert ran.returncode != 0
    assert "NotImplementedException" in ran.stderr
    assert "ListJobs" in ran.stderr
