"""Everything that a client can see of S3, as plain values that can be compared before and after."""

from typing import Any

from botocore.exceptions import ClientError

CONFIGURATIONS = (
    "accelerate_configuration",
    "acl",
    "cors",
    "encryption",
    "lifecycle_configuration",
    "location",
    "logging",
    "notification_configuration",
    "ownership_controls",
    "policy",
    "replication",
    "tagging",
    "versioning",
    "website",
)
"""What ``get_bucket_<name>`` tells of a bucket."""


def seen(s3: Any) -> dict[str, Any]:
    """Every bucket with its configurations, listings, versions, bodies, tags, uploads and parts."""
    buckets = s3.list_buckets()["Buckets"]
    return {bucket["Name"]: {"created": bucket["CreationDate"], **_bucket(s3, bucket["Name"])} for bucket in buckets}


def _bucket(s3: Any, name: str) -> dict[str, Any]:
    versions = s3.list_object_versions(Bucket=name)
    uploads = s3.list_multipart_uploads(Bucket=name).get("Uploads", [])
    return {
        **{what: _told(getattr(s3, f"get_bucket_{what}"), Bucket=name) for what in CONFIGURATIONS},
        "public_access_block": _told(s3.get_public_access_block, Bucket=name),
        "object_lock": _told(s3.get_object_lock_configuration, Bucket=name),
        "listing": s3.list_objects_v2(Bucket=name, FetchOwner=True).get("Contents", []),
        "delete_markers": versions.get("DeleteMarkers", []),
        "versions": [(version, _object(s3, name, version)) for version in versions.get("Versions", [])],
        "uploads": [(upload, _parts(s3, name, upload)) for upload in uploads],
    }


def _object(s3: Any, bucket: str, version: dict[str, Any]) -> dict[str, Any]:
    place = {"Bucket": bucket, "Key": version["Key"], "VersionId": version["VersionId"]}
    got = _told(s3.get_object, ChecksumMode="ENABLED", **place)
    return {
        **got,
        "Body": got["Body"].read(),
        "head": _told(s3.head_object, ChecksumMode="ENABLED", **place),
        "tags": _told(s3.get_object_tagging, **place),
        "acl": _told(s3.get_object_acl, **place),
        "parts": _told(s3.get_object_attributes, ObjectAttributes=["ObjectParts", "Checksum", "StorageClass"], **place),
    }


def _parts(s3: Any, bucket: str, upload: dict[str, Any]) -> Any:
    return _told(s3.list_parts, Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])


def _told(ask: Any, **arguments: Any) -> Any:
    try:
        answer = ask(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}
