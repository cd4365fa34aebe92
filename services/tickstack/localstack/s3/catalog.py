"""What the journal says: every bucket, object, version, upload, part and tag, by change after change.

A change is ``(kind, path, value)``, where ``None`` as the value says that it is gone:

    bucket  (name,)                     the bucket's attributes without its objects and uploads: dict
    object  (bucket, key, version)      S3Object or S3DeleteMarker; the version of what has none is "null"
    upload  (bucket, id)                the multipart upload's attributes without its parts: dict
    part    (bucket, id, number)        S3Part
    tags    (account, region, arn)      dict of tags
    kms     (account, region)           id of the key that AWS would manage
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

type Change = tuple[str, tuple[str, ...], Any]

FILE = "stored_as"
"""The attribute of objects and parts that names the file with their bytes."""


@dataclass
class Upload:
    """A multipart upload and its parts by number."""

    attributes: dict[str, Any]
    parts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Bucket:
    """A bucket, its objects by key and version in the order in which they were put, and its uploads by id."""

    attributes: dict[str, Any]
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    source: Any = None
    """The S3Bucket that these are the contents of."""


class Catalog:
    """The state that the changes applied so far lead to."""

    def __init__(self) -> None:
        self.buckets: dict[str, Bucket] = {}
        self.tags: dict[tuple[str, ...], dict[str, str]] = {}
        self.kms: dict[tuple[str, ...], str] = {}
        self.files: set[str] = set()
        """The names of the files that something here refers to."""

    def apply(self, change: Change) -> list[str]:
        """Take ``change`` over; returns the names of the files that nothing refers to any more."""
        kind, path, value = change
        before = self._put(kind, path, value)
        gone = {name for item in before if (name := getattr(item, FILE, None))}
        if new := getattr(value, FILE, None):
            self.files.add(new)
            gone.discard(new)
        self.files -= gone
        return list(gone)

    def find(self, bucket: str, key: str, version: str) -> Any:
        """Return the object or delete marker that is recorded there; None where there is none."""
        known = self.buckets.get(bucket)
        return known.objects.get(key, {}).get(version) if known else None

    def changes(self) -> Iterator[Change]:
        """Yield the changes that lead from nothing to this state."""
        for name, bucket in self.buckets.items():
            yield "bucket", (name,), bucket.attributes
            for key, versions in bucket.objects.items():
                for version, item in versions.items():
                    yield "object", (name, key, version), item
            for identifier, upload in bucket.uploads.items():
                yield "upload", (name, identifier), upload.attributes
                for number, part in upload.parts.items():
                    yield "part", (name, identifier, number), part
        for path, tags in self.tags.items():
            yield "tags", path, tags
        for path, key in self.kms.items():
            yield "kms", path, key

    def _put(self, kind: str, path: tuple[str, ...], value: Any) -> list[Any]:
        # returns what was there and is not there any more
        if kind == "bucket":
            return self._put_bucket(path[0], value)
        if kind == "upload":
            return self._put_upload(path[0], path[1], value)
        if kind == "object":
            bucket, key, version = path
            objects = self.buckets[bucket].objects
            before = _put(objects.setdefault(key, {}), version, value)
            if not objects[key]:
                del objects[key]
            return before
        if kind == "part":
            bucket, identifier, number = path
            return _put(self.buckets[bucket].uploads[identifier].parts, number, value)
        others: dict[str, dict[tuple[str, ...], Any]] = {"tags": self.tags, "kms": self.kms}
        return _put(others[kind], path, value)

    def _put_bucket(self, name: str, attributes: dict[str, Any] | None) -> list[Any]:
        known = self.buckets.get(name)
        if attributes is None:
            self.buckets.pop(name, None)
            return list(_contents(known)) if known else []
        if known:
            known.attributes = attributes
        else:
            self.buckets[name] = Bucket(attributes)
        return []

    def _put_upload(self, bucket: str, identifier: str, attributes: dict[str, Any] | None) -> list[Any]:
        uploads = self.buckets[bucket].uploads
        known = uploads.get(identifier)
        if attributes is None:
            uploads.pop(identifier, None)
            return list(known.parts.values()) if known else []
        uploads[identifier] = Upload(attributes, known.parts if known else {})
        return []


def _put(items: dict[Any, Any], key: Any, value: Any) -> list[Any]:
    before = items.pop(key, None) if value is None else items.get(key)
    if value is not None:
        items[key] = value
    return [] if before is None else [before]


def _contents(bucket: Bucket) -> Iterator[Any]:
    for versions in bucket.objects.values():
        yield from versions.values()
    for upload in bucket.uploads.values():
        yield from upload.parts.values()
