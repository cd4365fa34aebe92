"""A person who runs statements through boto3 on the real engine, over S3 in memory."""

import random
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3

from served import served
from tickstack.app import QueryService
from tickstack.engine import Engine
from tickstack.engine.s3 import S3Store
from tickstack.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_glue import GlueClient
    from mypy_boto3_s3 import S3Client


class Analyst:
    """Runs statements and reads what they give."""

    def __init__(self, url: str) -> None:
        options: Any = {
            "endpoint_url": url,
            "region_name": "us-east-1",
            "aws_access_key_id": "123456789012",
            "aws_secret_access_key": "test",
        }
        self.athena: AthenaClient = boto3.client("athena", **options)
        self.glue: GlueClient = boto3.client("glue", **options)

    def run(self, text: str, configuration: Any = None) -> dict[str, Any]:
        """The final QueryExecution; ``configuration`` has further members of its ResultConfiguration."""
        results: Any = {"OutputLocation": "s3://results/out/", **(configuration or {})}
        identity = self.athena.start_query_execution(
            QueryString=text,
            ResultConfiguration=results,
            QueryExecutionContext={"Database": "d"},
        )["QueryExecutionId"]
        while True:
            found: Any = self.athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]
            if found["Status"]["State"] not in ("QUEUED", "RUNNING"):
                return dict(found)

    def results(self, text: str) -> Any:
        found = self.run(text)
        assert found["Status"]["State"] == "SUCCEEDED", found["Status"]
        return self.athena.get_query_results(QueryExecutionId=found["QueryExecutionId"])

    def rows(self, text: str) -> list[tuple[str | None, ...]]:
        """Without the header."""
        listed = self.results(text)["ResultSet"]["Rows"][1:]
        return [tuple(datum.get("VarCharValue") for datum in row["Data"]) for row in listed]

    def reason(self, text: str) -> str:
        found = self.run(text)
        assert found["Status"]["State"] == "FAILED"
        return str(found["Status"]["StateChangeReason"])


@contextmanager
def analysing(s3: "S3Client", folder: Path) -> Iterator[Analyst]:
    """An analyst with an empty database ``d``."""
    settings = Settings(state_dir=folder)
    service = QueryService(
        settings,
        Engine(settings, lambda account, region: S3Store(s3)),
        lambda _: s3,
        clock=lambda: datetime.now(UTC),
        new_id=lambda: str(uuid.uuid4()),
        chance=random.Random(7),
        store=None,
    )
    with closing(service), served(service.application()) as url:
        made = Analyst(url)
        made.run("CREATE DATABASE d")
        yield made


def contents(s3: "S3Client", prefix: str) -> dict[str, bytes]:
    """The objects below a prefix by the rest of their keys."""
    listed = s3.list_objects_v2(Bucket="results", Prefix=prefix).get("Contents", [])
    keys = [each["Key"] for each in listed]
    return {key[len(prefix) :]: s3.get_object(Bucket="results", Key=key)["Body"].read() for key in keys}
