"""A sealed object as it is written to S3: bucket, key, body and headers."""

import uuid
from datetime import UTC, datetime

from tickstack.firehose.configuration import Configuration, Target
from tickstack.firehose.conversion.definition import ENCODING
from tickstack.firehose.faults import Kind
from tickstack.firehose.ports import S3Object
from tickstack.firehose.prefixes import Occasion, object_key
from tickstack.firehose.work import Sealed

_HEADERS = {"ACL": "bucket-owner-full-control", "ContentType": "application/octet-stream"}


def target_of(sealed: Sealed, configuration: Configuration) -> Target:
    """Where a sealed object goes by the present configuration."""
    if sealed.kind is Kind.BACKUP and configuration.backup is not None:
        return configuration.backup
    return configuration.primary


def s3_object(stream: str, sealed: Sealed, configuration: Configuration) -> S3Object:
    """The object to write. Its key stays the same from try to try, until the stream has another version.

    The documents are silent on error objects' compression and extension: they are written plain and without one.
    """
    target = target_of(sealed, configuration)
    failed = sealed.kind.failed
    if sealed.address is None or sealed.address[0] != configuration.version:
        sealed.address = (configuration.version, _key(stream, sealed, configuration.version, target))
    headers = dict(_HEADERS)
    body = (b"" if failed else target.delimiter).join(item.data for item in sealed.items)
    if sealed.file is not None:
        body = sealed.file.body
        headers["ContentEncoding"] = ENCODING
    elif not failed:
        body = target.compression.pack(body, str(uuid.uuid4()))
        if target.compression.encoding:
            headers["ContentEncoding"] = target.compression.encoding
    if target.kms_key:
        headers |= {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": target.kms_key}
    return S3Object(target.bucket, sealed.address[1], body, headers)


def _key(stream: str, sealed: Sealed, version: str, target: Target) -> str:
    """Dated by the oldest record, in the destination's zone.

    What was sealed for partition keys of a former prefix, and lacks one of the present, keeps the former prefix.
    """
    instant = datetime.fromtimestamp(sealed.oldest_ms // 1000, UTC).astimezone(target.zone)
    if sealed.kind.failed:
        return object_key(target.prefixes.errors, stream, version, Occasion(instant, sealed.kind.value))
    partition, prefix = dict(sealed.partition), target.prefixes.data
    if not partition.keys() >= set(prefix.partition_keys):
        prefix = target_of(sealed, sealed.configuration).prefixes.data
    extension = target.extension if sealed.file is None else sealed.file.extension
    return object_key(prefix, stream, version, Occasion(instant, partition=partition), extension)
