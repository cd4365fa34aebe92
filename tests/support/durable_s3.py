"""Stock's S3 provider over durable state, without LocalStack around it: operations, what is seen, and crashes."""

import gc
import os
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)  # LocalStack asks for a Docker engine and leaves the socket open
    from localstack.aws.api import RequestContext, ServiceException
    from localstack.aws.skeleton import create_dispatch_table
    from localstack.aws.spec import load_service
    from localstack.http import Request
    from localstack.services.s3.models import s3_stores

    from tickstack.localstack.s3.capture import versions_of
    from tickstack.localstack.s3.provider import DurableS3Provider
    from tickstack.localstack.s3.restore import restore
    from tickstack.localstack.s3.state import ROOM, DurableState

    gc.collect()

ACCOUNT = "000000000000"
type Step = tuple[str, str, str, int]
"""The name of a step below, a bucket, a key, and a number to vary it by."""


def empty() -> None:
    """Forget what LocalStack's stores hold."""
    stores: Any = s3_stores
    stores.reset()


class OwnS3:
    """S3 with its state in ``folder``. Only one at a time: the stores are LocalStack's own."""

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        self.folder = folder
        empty()
        self.state = DurableState(folder, s3_stores, room)
        restore(self.state.catalog, s3_stores)
        provider: Any = DurableS3Provider(self.state)
        self._operations: Any = create_dispatch_table(provider)

    def call(self, operation: str, during: Callable[[], None] = lambda: None, **request: Any) -> Any:
        """Serve a request; ``during`` runs after what it does is done and before that is recorded."""
        context = RequestContext(Request())
        service_request: Any = request
        context.account_id, context.region = ACCOUNT, "us-east-1"
        context.service_request = service_request
        context.operation = load_service("s3").operation_model(operation)

        def serve() -> Any:
            answer = self._operations[operation](context, request)
            during()
            return answer

        return self.state.serve(operation, serve, request)

    def take(self, step: Step, during: Callable[[], None] = lambda: None) -> None:
        """Take a step; what S3 refuses has no effect."""
        name, bucket, key, number = step
        try:
            STEPS[name](self, bucket, key, number, during)
        except ServiceException:
            return

    def seen(self) -> dict[str, Any]:
        """Everything there is, bodies included."""
        store = s3_stores[ACCOUNT]["us-east-1"]
        return {
            "buckets": {name: self._bucket(bucket) for name, bucket in store.buckets.items()},
            "owners": dict(store.global_bucket_map),
            "tags": {arn: tags for arn, tags in store.tags.get_resource_tag_map().items() if tags},
        }

    def close(self) -> None:
        self.state.close()

    def _bucket(self, bucket: Any) -> Any:
        inside = {"objects", "multiparts"}
        return (
            {name: value for name, value in vars(bucket).items() if name not in inside},
            type(bucket.objects).__name__,
            {key: [self._item(item) for item in versions_of(bucket, key).values()] for key in _keys(bucket)},
            {name: self._upload(upload) for name, upload in bucket.multiparts.items()},
        )

    def _upload(self, upload: Any) -> Any:
        others = {name: value for name, value in vars(upload).items() if name not in {"parts", "object"}}
        return others, vars(upload.object), {number: self._item(part) for number, part in upload.parts.items()}

    def _item(self, item: Any) -> Any:
        name = getattr(item, "stored_as", None)
        return dict(vars(item)), name and self.state.files.path(name).read_bytes()


class Crash:
    """What a process that dies while it writes leaves: the files of before, and a part of the last record."""

    def __init__(self, s3: OwnS3) -> None:
        self._folder = s3.folder
        self._size = self._journal.stat().st_size
        self._kept = s3.folder.parent / "kept"
        self._kept.mkdir()
        for name in s3.state.catalog.files:
            os.link(s3.state.files.path(name), self._kept / name)

    @property
    def _journal(self) -> Path:
        return self._folder / "journal"

    def happen(self, part: float) -> None:
        """Leave ``part`` (0 to below 1) of what was written since this was made."""
        written = self._journal.read_bytes()
        self._journal.write_bytes(written[: self._size + int((len(written) - self._size) * part)])
        for file in self._kept.iterdir():
            place = self._folder / "objects" / file.name[:2] / file.name
            if not place.exists():
                os.link(file, place)


def _keys(bucket: Any) -> set[str]:
    return {item.key for item in bucket.objects.values(with_versions=True)}


def _version(bucket: str, key: str, number: int) -> str:
    item = s3_stores[ACCOUNT]["us-east-1"].buckets.get(bucket)
    versions = (
        [version.version_id for version in item.objects.values(with_versions=True) if version.key == key]
        if item
        else []
    )
    return (versions[number % len(versions)] if versions else None) or "null"


def _upload_at(bucket: str, number: int) -> tuple[str, str]:
    item = s3_stores[ACCOUNT]["us-east-1"].buckets.get(bucket)
    uploads = [(upload.object.key, upload.id) for upload in item.multiparts.values()] if item else []
    return uploads[number % len(uploads)] if uploads else ("none", "none")


def _put(s3: OwnS3, bucket: str, key: str, number: int, during: Any) -> None:
    tagging = {"Tagging": f"n={number}"} if number % 2 else {}
    s3.call("PutObject", during, Bucket=bucket, Key=key, Body=BytesIO(b"%d" % number * 9), **tagging)


def _delete(s3: OwnS3, bucket: str, key: str, _number: int, during: Any) -> None:
    s3.call("DeleteObject", during, Bucket=bucket, Key=key)


def _delete_version(s3: OwnS3, bucket: str, key: str, number: int, during: Any) -> None:
    s3.call("DeleteObject", during, Bucket=bucket, Key=key, VersionId=_version(bucket, key, number))


def _delete_several(s3: OwnS3, bucket: str, key: str, number: int, during: Any) -> None:
    objects = [{"Key": key}, {"Key": key, "VersionId": _version(bucket, key, number)}]
    s3.call("DeleteObjects", during, Bucket=bucket, Delete={"Objects": objects})


def _copy(s3: OwnS3, bucket: str, key: str, number: int, during: Any) -> None:
    source = f"{bucket}/{quote('other' if number % 2 else key)}"
    arguments = {"MetadataDirective": "REPLACE", "Metadata": {"n": str(number)}}
    s3.call("CopyObject", during, Bucket=bucket, Key=key, CopySource=source, **arguments)


def _tag(s3: OwnS3, bucket: str, key: str, number: int, during: Any) -> None:
    s3.call(
        "PutObjectTagging", during, Bucket=bucket, Key=key, Tagging={"TagSet": [{"Key": "n", "Value": str(number)}]}
    )


def _untag(s3: OwnS3, bucket: str, key: str, _number: int, during: Any) -> None:
    s3.call("DeleteObjectTagging", during, Bucket=bucket, Key=key)


def _create(s3: OwnS3, bucket: str, _key: str, _number: int, during: Any) -> None:
    s3.call("CreateBucket", during, Bucket=bucket)


def _drop(s3: OwnS3, bucket: str, _key: str, _number: int, during: Any) -> None:
    s3.call("DeleteBucket", during, Bucket=bucket)


def _version_it(s3: OwnS3, bucket: str, _key: str, number: int, during: Any) -> None:
    status = "Suspended" if number % 3 == 0 else "Enabled"
    s3.call("PutBucketVersioning", during, Bucket=bucket, VersioningConfiguration={"Status": status})


def _configure(s3: OwnS3, bucket: str, _key: str, number: int, during: Any) -> None:
    rule = {"ID": str(number), "Status": "Enabled", "Filter": {"Prefix": "x"}, "Expiration": {"Days": number + 1}}
    s3.call("PutBucketLifecycleConfiguration", during, Bucket=bucket, LifecycleConfiguration={"Rules": [rule]})


def _label(s3: OwnS3, bucket: str, _key: str, number: int, during: Any) -> None:
    s3.call("PutBucketTagging", during, Bucket=bucket, Tagging={"TagSet": [{"Key": "n", "Value": str(number)}]})


def _begin(s3: OwnS3, bucket: str, key: str, number: int, during: Any) -> None:
    s3.call("CreateMultipartUpload", during, Bucket=bucket, Key=key, Tagging=f"n={number}")


def _part(s3: OwnS3, bucket: str, _key: str, number: int, during: Any) -> None:
    key, identifier = _upload_at(bucket, number)
    body = BytesIO(b"%d" % number)
    s3.call("UploadPart", during, Bucket=bucket, Key=key, UploadId=identifier, PartNumber=number % 3 + 1, Body=body)


def _complete(s3: OwnS3, bucket: str, _key: str, number: int, during: Any) -> None:
    key, identifier = _upload_at(bucket, number)
    item = s3_stores[ACCOUNT]["us-east-1"].buckets.get(bucket)
    upload = item.multiparts.get(identifier) if item else None
    parts = [{"PartNumber": int(name), "ETag": part.etag} for name, part in upload.parts.items()][:1] if upload else []
    place = {"Bucket": bucket, "Key": key, "UploadId": identifier}
    s3.call("CompleteMultipartUpload", during, **place, MultipartUpload={"Parts": parts})


def _abort(s3: OwnS3, bucket: str, _key: str, number: int, during: Any) -> None:
    key, identifier = _upload_at(bucket, number)
    s3.call("AbortMultipartUpload", during, Bucket=bucket, Key=key, UploadId=identifier)


STEPS: dict[str, Callable[[OwnS3, str, str, int, Any], None]] = {
    "put": _put,
    "delete": _delete,
    "delete version": _delete_version,
    "delete several": _delete_several,
    "copy": _copy,
    "tag": _tag,
    "untag": _untag,
    "begin": _begin,
    "part": _part,
    "complete": _complete,
    "abort": _abort,
    "configure": _configure,
    "label": _label,
    "create": _create,
    "drop": _drop,
    "version": _version_it,
}
ALONE = ("drop", "version")
"""The steps that let no other happen at their bucket meanwhile."""
