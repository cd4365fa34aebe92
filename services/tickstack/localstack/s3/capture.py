"""What a request changed in LocalStack's S3 stores, read from the stores after it was served.

What is read is always how things are now, not what the request did: of requests that meet at one key, the last one to
be recorded records the winner. An object put later by another request may be recorded early; never late.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tickstack.localstack.s3.catalog import Bucket, Catalog, Change


@dataclass(frozen=True)
class Touched:
    """The bucket, the keys with the versions named for them, the upload and the part that a request is about."""

    bucket: str
    keys: dict[str, set[str]] = field(default_factory=dict)
    upload: str | None = None
    part: str | None = None

    @classmethod
    def by(cls, request: Mapping[str, Any], answer: Mapping[str, Any], written: Iterable[str]) -> "Touched":
        """Read them from the request, its answer and the keys ``written`` (of PostObject, only the form tells)."""
        keys: dict[str, set[str]] = {key: set() for key in written}
        named = (request.get("Delete") or {}).get("Objects") or []
        for one in (*named, {"Key": request.get("Key"), "VersionId": request.get("VersionId")}):
            if one.get("Key") is not None:
                keys.setdefault(one["Key"], set()).add(one.get("VersionId") or "null")
        if answer.get("VersionId"):
            for versions in keys.values():
                versions.add(answer["VersionId"])
        number = request.get("PartNumber")
        return cls(
            bucket=request.get("Bucket") or "",
            keys=keys,
            upload=request.get("UploadId") or answer.get("UploadId"),
            part=None if number is None else str(number),
        )


class Capture:
    """Compares ``stores`` (LocalStack's ``s3_stores``) with the catalog."""

    def __init__(self, stores: Any, catalog: Catalog) -> None:
        self._stores = stores
        self._catalog = catalog

    def changes(self, touched: Touched, *, served: bool) -> list[Change]:
        """Return the changes at what was ``touched``; of a request not ``served``, only what is new or gone."""
        name = touched.bucket
        known = self._catalog.buckets.get(name)
        bucket = self.bucket(name, known)
        if known and (bucket is None or known.source is not bucket):
            return [*self._gone(name, known), *(self._whole(bucket) if bucket else ())]
        if bucket is None:
            return []
        if known is None:
            return list(self._whole(bucket))
        return list(self._parts(touched, bucket, known, served=served))

    def bucket(self, name: str, known: Bucket | None) -> Any:
        accounts = [known.attributes["bucket_account_id"]] if known else []
        accounts += [account for account in list(self._stores) if account not in accounts]
        for account in accounts:
            if found := self._stores[account]["us-east-1"].buckets.get(name):
                return found
        return None

    def _parts(self, touched: Touched, bucket: Any, known: Bucket, *, served: bool) -> Iterator[Change]:
        underway = None
        if touched.upload is not None:
            underway = bucket.multiparts.get(touched.upload)
            yield from _upload(bucket, known, touched)
        if underway is None:
            for key, versions in touched.keys.items():
                yield from self._key(bucket, key, versions, served=served)
            if not touched.keys and served:
                yield "bucket", (bucket.name,), attributes(bucket, "objects", "multiparts")
                yield from self._tags(_place(bucket), bucket.bucket_arn)
        yield from self._kms(bucket)

    def _key(self, bucket: Any, key: str, named: set[str], *, served: bool) -> Iterator[Change]:
        there = versions_of(bucket, key)
        looked_at = dict.fromkeys(named | {"null"})
        unseen = []
        for version in reversed(there):
            if there[version] is self._catalog.find(bucket.name, key, version):
                break
            unseen.append(version)
        looked_at |= dict.fromkeys(list(there)[-1:])
        for version in looked_at:
            if version not in there and self._catalog.find(bucket.name, key, version) is not None:
                yield "object", (bucket.name, key, version), None
        for version in [name for name in there if name in looked_at or name in unseen]:
            item = there[version]
            if served or item is not self._catalog.find(bucket.name, key, version):
                yield "object", (bucket.name, key, version), item
        for version in looked_at:
            yield from self._tags(_place(bucket), f"{bucket.name}/{key}/{version}")

    def _tags(self, place: tuple[str, str], arn: str) -> Iterator[Change]:
        account, region = place
        tags = self._stores[account][region].tags.get_tags(arn) or None
        if tags != self._catalog.tags.get((*place, arn)):
            yield "tags", (*place, arn), tags

    def _kms(self, bucket: Any) -> Iterator[Change]:
        account, region = place = _place(bucket)
        key = self._stores[account][region].aws_managed_kms_key_id
        if key and key != self._catalog.kms.get(place):
            yield "kms", place, key

    def _gone(self, name: str, known: Bucket) -> Iterator[Change]:
        yield "bucket", (name,), None
        was = known.attributes
        yield from self._tags((was["bucket_account_id"], was["bucket_region"]), was["bucket_arn"])

    def _whole(self, bucket: Any) -> Iterator[Change]:
        yield "bucket", (bucket.name,), attributes(bucket, "objects", "multiparts")
        for item in bucket.objects.values(with_versions=True):
            yield "object", (bucket.name, item.key, item.version_id or "null"), item
            yield from self._tags(_place(bucket), f"{bucket.name}/{item.key}/{item.version_id or 'null'}")
        for upload in list(bucket.multiparts.values()):
            yield from _whole_upload(bucket, upload)
        yield from self._tags(_place(bucket), bucket.bucket_arn)
        yield from self._kms(bucket)


def _place(bucket: Any) -> tuple[str, str]:
    return bucket.bucket_account_id, bucket.bucket_region


def attributes(item: Any, *without: str) -> dict[str, Any]:
    """Return what ``item`` is made of, except for the attributes ``without``."""
    return {name: value for name, value in vars(item).items() if name not in without}


def versions_of(bucket: Any, key: str) -> dict[str, Any]:
    """Return a copy of the versions at ``key`` in their order; an object of an unversioned bucket is ``null``."""
    stored = bucket.objects._store.get(key)  # noqa: SLF001 - its methods tell one version at a time
    if stored is None:
        return {}
    return dict(stored) if isinstance(stored, dict) else {"null": stored}


def _upload(bucket: Any, known: Bucket, touched: Touched) -> Iterator[Change]:
    identifier = touched.upload or ""
    upload = bucket.multiparts.get(identifier)
    if upload is None:
        if identifier in known.uploads:
            yield "upload", (bucket.name, identifier), None
    elif identifier not in known.uploads:
        yield from _whole_upload(bucket, upload)
    elif touched.part in upload.parts:
        yield "part", (bucket.name, identifier, touched.part or ""), upload.parts[touched.part]


def _whole_upload(bucket: Any, upload: Any) -> Iterator[Change]:
    yield "upload", (bucket.name, upload.id), attributes(upload, "parts")
    for number, part in list(upload.parts.items()):
        yield "part", (bucket.name, upload.id, number), part
