"""A user of the pipeline: waits on conditions, and asks Athena through boto3."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Protocol

from own_stack import until
from tickstack.settings import Settings

DAY = "2020-05-14"


class Stack(Protocol):
    """The running stack of the session: ``tests/conftest.py`` makes it."""

    settings: Settings
    name: str
    endpoint_url: str
    shell: Mapping[str, str]
    in_containers: bool
    outputs: dict[str, str]

    def client(self, service: str, account: str | None = None) -> Any: ...


def lines_below(s3: Any, bucket: str, prefix: str) -> list[bytes]:
    """Every line of every object below ``prefix``."""
    lines: list[bytes] = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for item in page.get("Contents", []):
            lines += s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read().splitlines()
    return lines


def command(stack: Stack, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line as a person would, with the stack's settings."""
    return subprocess.run(
        [sys.executable, "-m", "tickstack.cli", *arguments],
        env={"PATH": os.environ["PATH"], "COLUMNS": "200", **stack.shell, **stack.settings.to_environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


class Athena:
    """Statements through boto3 as a user's script would send them."""

    def __init__(self, stack: Stack) -> None:
        self.client = stack.client("athena")
        self.s3 = stack.client("s3")
        self.workgroup = stack.outputs["WorkGroupName"]

    def finish(self, statement: str, database: str | None = None) -> dict[str, Any]:
        """The finished execution, whatever its state."""
        context = {"QueryExecutionContext": {"Database": database}} if database else {}
        query_id = self.client.start_query_execution(QueryString=statement, WorkGroup=self.workgroup, **context)[
            "QueryExecutionId"
        ]

        def finished() -> dict[str, Any] | None:
            execution: dict[str, Any] = self.client.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
            return execution if execution["Status"]["State"] not in ("QUEUED", "RUNNING") else None

        return until(finished, "the end of the query")

    def csv(self, statement: str, database: str | None = None) -> list[list[str]]:
        """Header and rows of the result object in S3."""
        execution = self.finish(statement, database)
        assert execution["Status"]["State"] == "SUCCEEDED", execution["Status"]
        bucket, _, key = execution["ResultConfiguration"]["OutputLocation"].removeprefix("s3://").partition("/")
        text = self.s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
        return list(csv.reader(io.StringIO(text)))
