"""The objects of a result in S3: written beside one another under the execution's address."""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from tickstack.athena.execution import Execution
from tickstack.athena.locations import object_path
from tickstack.athena.outcomes import EndedError, Outcome, failed

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_INVALID_LOCATION = (
    "The S3 location provided to save your query results is invalid. Please check your S3 location is correct and is "
    "in the same region and try again. If you continue to see the issue, contact customer support for further "
    "assistance."
)
_log = logging.getLogger(__name__)


def put(s3: "Callable[[], S3Client]", execution: Execution, suffix: str, body: Any, *, plain: bool) -> None:
    """Write an object of the execution's result. Raises EndedError if S3 does not take it.

    ``plain`` objects have the type that Athena gives to those of literals and of most statements about the catalog.
    """
    path = object_path(execution.object_url + suffix)
    try:
        s3().put_object(
            Bucket=path.bucket,
            Key=path.key,
            Body=body,
            ContentType="binary/octet-stream" if plain else "application/octet-stream",
            **_put_options(execution.order.configuration),
        )
    except (ClientError, BotoCoreError) as error:
        _log.warning("The result of %s could not be written: %s", execution.id, error)
        raise EndedError(_unwritten(error)) from None


def exists(s3: "Callable[[], S3Client]", address: str) -> bool:
    """Whether the object is there."""
    path = object_path(address)
    try:
        s3().head_object(Bucket=path.bucket, Key=path.key)
    except ClientError:
        return False
    return True


def _unwritten(error: ClientError | BotoCoreError) -> Outcome:
    """The failure of a query whose result could not be put in S3."""
    if isinstance(error, BotoCoreError):
        return failed(f"The result could not be written, since S3 does not answer: {error}", 1, 401)
    code = error.response["Error"]["Code"]
    if code in ("NoSuchBucket", "404"):
        return failed(_INVALID_LOCATION, 2, 1306)
    return failed(str(error), *((2, 1501) if code == "AccessDenied" else (1, 401)))


def encryption_options(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of PutObject for the EncryptionConfiguration of a ResultConfiguration."""
    options: dict[str, Any] = {}
    encryption = configuration.get("EncryptionConfiguration", {})
    if encryption.get("EncryptionOption") == "SSE_S3":
        options["ServerSideEncryption"] = "AES256"
    if encryption.get("EncryptionOption") == "SSE_KMS":
        options["ServerSideEncryption"] = "aws:kms"
        if "KmsKey" in encryption:
            options["SSEKMSKeyId"] = encryption["KmsKey"]
    return options


def _put_options(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of PutObject for all members of a ResultConfiguration but the place."""
    options = encryption_options(configuration)
    if "ExpectedBucketOwner" in configuration:
        options["ExpectedBucketOwner"] = configuration["ExpectedBucketOwner"]
    if "AclConfiguration" in configuration:
        options["ACL"] = "bucket-owner-full-control"
    return options
