"""LocalStack's S3 stores out of what the journal says."""

from typing import Any

from localstack.services.s3.constants import DEFAULT_BUCKET_ENCRYPTION
from localstack.services.s3.models import KeyStore, S3Bucket, S3Multipart, VersionedKeyStore

from tickstack.localstack.s3.catalog import Bucket, Catalog, Upload


def restore(catalog: Catalog, stores: Any) -> None:
    """Fill ``stores`` (LocalStack's ``s3_stores``, empty) with what ``catalog`` holds."""
    for name, known in catalog.buckets.items():
        known.source = bucket = _bucket(known)
        store = stores[bucket.bucket_account_id]["us-east-1"]
        store.buckets[name] = bucket
        store.global_bucket_map[name] = bucket.bucket_account_id
    for (account, region, arn), tags in catalog.tags.items():
        stores[account][region].tags.update_tags(arn, tags)
    for (account, region), key in catalog.kms.items():
        stores[account][region].aws_managed_kms_key_id = key


def _bucket(known: Bucket) -> Any:
    bucket: Any = _made(S3Bucket, known.attributes)
    if bucket.encryption_rule == DEFAULT_BUCKET_ENCRYPTION:
        bucket.encryption_rule = DEFAULT_BUCKET_ENCRYPTION  # the provider asks whether it is this very object
    bucket.objects = _versioned(known) if bucket.versioning_status else _unversioned(known)
    bucket.multiparts = {identifier: _upload(upload) for identifier, upload in known.uploads.items()}
    return bucket


def _unversioned(known: Bucket) -> Any:
    keys: Any = KeyStore()  # type: ignore[no-untyped-call]  # LocalStack's
    for key, versions in known.objects.items():
        keys.set(key, versions["null"])
    return keys


def _versioned(known: Bucket) -> Any:
    keys: Any = VersionedKeyStore()  # type: ignore[no-untyped-call]  # LocalStack's
    for key, versions in known.objects.items():
        *former, _last = versions
        for version, item in versions.items():
            item.version_id = version  # what was put before the bucket had versions is "null" since
        for version in former:
            if version != "null":  # recorded with every change at its key; the others before they were followed
                versions[version].is_current = False
        keys._store[key] = dict(versions)  # noqa: SLF001 - its method would judge anew what is current
    return keys


def _upload(known: Upload) -> Any:
    upload: Any = _made(S3Multipart, known.attributes)
    upload.parts = dict(known.parts)
    return upload


def _made(kind: type[S3Bucket | S3Multipart], attributes: dict[str, Any]) -> Any:
    made = kind.__new__(kind)
    vars(made).update(attributes)
    return made
