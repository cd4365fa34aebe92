"""Glue over HTTP with boto3, on an S3 in memory."""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from served import served
from tickstack.app import QueryService
from tickstack.engine import Engine
from tickstack.engine.s3 import S3Store
from tickstack.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_glue import GlueClient
    from mypy_boto3_s3 import S3Client


@pytest.fixture
def s3() -> "Iterator[S3Client]":
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="lake")
        yield client


class Clock:
    """Each look at it is a second later."""

    def __init__(self) -> None:
        self._seconds = count()

    def __call__(self) -> datetime:
        return datetime(2020, 5, 14, 9, 30, tzinfo=UTC) + timedelta(seconds=next(self._seconds))


@pytest.fixture
def service(s3: "S3Client") -> Iterator[QueryService]:
    settings = Settings()
    made = QueryService(
        settings,
        Engine(settings, lambda _account, _region: S3Store(s3)),
        lambda _: s3,
        clock=Clock(),
        new_id=lambda: str(uuid.uuid4()),
        chance=random.Random(7),
    )
    yield made
    made.close()


@pytest.fixture
def glue(service: QueryService) -> "Iterator[GlueClient]":
    with served(service.application()) as url:
        yield boto3.client(
            "glue",
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="123456789012",
            aws_secret_access_key="test",
            config=Config(retries={"max_attempts": 1}),
        )
