"""S3 at the stack's endpoint, as one account in one region: its clients, and the engine's object store on them."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tickstack.errors import QueryError
from tickstack.sql.stopping import StoppedError
from tickstack.tables.files import PARALLEL, StoredObject

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CONNECT_TIMEOUT = 5
CHUNK = 1024 * 1024


class S3Store:
    """Reads objects with an access key that is the account's number."""

    def __init__(self, client: "S3Client") -> None:
        self._client = client

    def list(self, bucket: str, prefix: str) -> Iterator[StoredObject]:
        """The objects under a prefix. Raises QueryError as Athena does for a bucket that is not there."""
        try:
            for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
                for item in page.get("Contents", []):
                    version = f"{item['ETag']} {item['LastModified']}" if "ETag" in item else ""
                    yield StoredObject(bucket, item["Key"], item["Size"], version, item.get("LastModified"))
        except ClientError as error:
            raise _failed(error, f"s3://{bucket}/{prefix}") from None
        except BotoCoreError as error:
            raise _unreachable(error, f"s3://{bucket}/{prefix}") from None

    def read(self, item: StoredObject, stop: Callable[[], bool]) -> bytes:
        """The bytes of an object. Raises StoppedError when ``stop`` says so meanwhile."""
        try:
            body = self._client.get_object(Bucket=item.bucket, Key=item.key)["Body"]
            with contextlib.closing(body):
                return b"".join(_until(body.iter_chunks(CHUNK), stop))
        except ClientError as error:
            raise _failed(error, item.url) from None
        except BotoCoreError as error:
            raise _unreachable(error, item.url) from None


def _until(chunks: Iterable[bytes], stop: Callable[[], bool]) -> Iterator[bytes]:
    for chunk in chunks:
        if stop():
            raise StoppedError
        yield chunk


def refusal_text(error: ClientError) -> str:
    """What S3 refuses, in the words of AWS's SDK for Java."""
    code, status = error.response["Error"].get("Code", ""), error.response["ResponseMetadata"]["HTTPStatusCode"]
    text = error.response["Error"].get("Message", "")
    return f"{text} (Service: Amazon S3; Status Code: {status}; Error Code: {code})"


def _failed(error: ClientError, url: str) -> QueryError:
    message = refusal_text(error)
    if error.response["Error"].get("Code") == "NoSuchBucket":
        return QueryError("HIVE_FILESYSTEM_ERROR", f"Failed to list directory: {url}. {message}", type=1306)
    return QueryError("HIVE_CANNOT_OPEN_SPLIT", f"Error opening Hive split {url}: {message}")


def _unreachable(error: BotoCoreError, url: str) -> QueryError:
    return QueryError("HIVE_FILESYSTEM_ERROR", f"S3 does not answer for {url}: {error}", type=200, category=1)


class S3Clients:
    """Makes the client of an account and region once; the account's number is the access key there."""

    def __init__(self, endpoint_url: str) -> None:
        self._endpoint_url = endpoint_url
        self.of = lru_cache(maxsize=64)(self._made)

    def _made(self, account: str, region: str) -> "S3Client":
        session = boto3.Session(aws_access_key_id=account, aws_secret_access_key="local", region_name=region)  # noqa: S106  the emulator checks no secret
        # An access point's ARN in a bucket's place would lead away from the endpoint.
        at_home = {"addressing_style": "path", "use_arn_region": False, "s3_disable_multiregion_access_points": True}
        config = Config(
            max_pool_connections=PARALLEL,
            s3=at_home,  # type: ignore[arg-type]  # the stubs lack the last option
            connect_timeout=CONNECT_TIMEOUT,
            retries={"mode": "standard", "max_attempts": 3},
        )
        return session.client("s3", endpoint_url=self._endpoint_url, config=config)
