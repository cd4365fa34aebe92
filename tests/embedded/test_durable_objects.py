"""S3 after kill -9: whatever a client was told is there when LocalStack is started again."""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from killing import kill
from own_stack import client, echo_function, embedded_settings, until
from seen_objects import seen
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import StackError

pytestmark = pytest.mark.stack

PART = 5 << 20
CODE_ACCOUNT = "949334387222"
"""The account in whose bucket LocalStack keeps the packages of functions."""

POLICY = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",'
    '"Resource":"arn:aws:s3:::configured/*"}]}'
)
RULE = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 7}}
BLOCK = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False, "RestrictPublicBuckets": False}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    settings = embedded_settings(tmp_path_factory.mktemp("durable"))
    control.start(settings, os.environ, None)
    yield settings
    control.stop(settings)


@pytest.fixture
def s3(own: Settings) -> Any:
    return client(own, "s3")


def restart_after_kill(settings: Settings) -> None:
    kill(settings)
    control.start(settings, os.environ, None)


def write_objects(s3: Any) -> None:
    s3.create_bucket(Bucket="plain")
    for key in ("a", "a/../../../b", "folder/", "..", "ü" * 512, "x" * 1024, "with space?&#%00+"):
        s3.put_object(Bucket="plain", Key=key, Body=key.encode() * 3, Metadata={"given": "true"})
    s3.put_object(Bucket="plain", Key="empty", Body=b"")
    s3.put_object(Bucket="plain", Key="large", Body=os.urandom(3 << 20), ChecksumAlgorithm="SHA256")
    s3.put_object(Bucket="plain", Key="overwritten", Body=b"first", Tagging="first=1")
    s3.put_object(Bucket="plain", Key="overwritten", Body=b"second", ContentType="text/plain", Tagging="second=2")
    s3.put_object(Bucket="plain", Key="deleted", Body=b"gone")
    s3.delete_object(Bucket="plain", Key="deleted")
    for number in range(3):
        s3.put_object(Bucket="plain", Key=f"many/{number}", Body=b"gone")
    s3.delete_objects(Bucket="plain", Delete={"Objects": [{"Key": f"many/{number}"} for number in range(2)]})
    s3.put_object_tagging(Bucket="plain", Key="a", Tagging={"TagSet": [{"Key": "k", "Value": "v"}]})
    s3.copy_object(Bucket="plain", Key="copied", CopySource={"Bucket": "plain", "Key": "large"})
    source = {"Bucket": "plain", "Key": "a"}
    s3.copy_object(Bucket="plain", Key="a", CopySource=source, MetadataDirective="REPLACE", Metadata={"given": "new"})


def write_versions(s3: Any) -> None:
    s3.create_bucket(Bucket="versioned")
    s3.put_object(Bucket="versioned", Key="k", Body=b"before versions")
    s3.put_object(Bucket="versioned", Key="unversioned", Body=b"for ever null")
    s3.put_bucket_versioning(Bucket="versioned", VersioningConfiguration={"Status": "Enabled"})
    made = [s3.put_object(Bucket="versioned", Key="k", Body=b"%d" % number)["VersionId"] for number in range(4)]
    s3.delete_object(Bucket="versioned", Key="k", VersionId=made[1])
    s3.put_object_tagging(
        Bucket="versioned", Key="k", VersionId=made[2], Tagging={"TagSet": [{"Key": "of", "Value": "one"}]}
    )
    s3.put_object(Bucket="versioned", Key="marked", Body=b"hidden")
    s3.delete_object(Bucket="versioned", Key="marked")
    s3.put_object(Bucket="versioned", Key="back", Body=b"back")
    marker = s3.delete_object(Bucket="versioned", Key="back")["VersionId"]
    s3.delete_object(Bucket="versioned", Key="back", VersionId=marker)
    s3.create_bucket(Bucket="suspended")
    for status in ("Enabled", "Suspended"):
        s3.put_bucket_versioning(Bucket="suspended", VersioningConfiguration={"Status": status})
        s3.put_object(Bucket="suspended", Key="k", Body=status.encode())


def write_uploads(s3: Any) -> None:
    s3.create_bucket(Bucket="uploads")
    whole = s3.create_multipart_upload(Bucket="uploads", Key="whole", Tagging="of=upload")["UploadId"]
    parts = [b"1" * PART, b"2" * 10]
    etags = [
        s3.upload_part(Bucket="uploads", Key="whole", UploadId=whole, PartNumber=number, Body=body)["ETag"]
        for number, body in enumerate(parts, 1)
    ]
    listed = [{"ETag": etag, "PartNumber": number} for number, etag in enumerate(etags, 1)]
    s3.complete_multipart_upload(Bucket="uploads", Key="whole", UploadId=whole, MultipartUpload={"Parts": listed})
    half = s3.create_multipart_upload(Bucket="uploads", Key="half", Metadata={"half": "done"})["UploadId"]
    s3.upload_part(Bucket="uploads", Key="half", UploadId=half, PartNumber=1, Body=b"replaced")
    s3.upload_part(Bucket="uploads", Key="half", UploadId=half, PartNumber=1, Body=b"3" * PART)
    source = {"Bucket": "uploads", "Key": "whole"}
    ranged = f"bytes={PART}-{PART + 4}"
    s3.upload_part_copy(
        Bucket="uploads", Key="half", UploadId=half, PartNumber=2, CopySource=source, CopySourceRange=ranged
    )
    aborted = s3.create_multipart_upload(Bucket="uploads", Key="aborted")["UploadId"]
    s3.upload_part(Bucket="uploads", Key="aborted", UploadId=aborted, PartNumber=1, Body=b"gone")
    s3.abort_multipart_upload(Bucket="uploads", Key="aborted", UploadId=aborted)


def write_configurations(s3: Any) -> None:
    name = {"Bucket": "configured"}
    s3.create_bucket(
        **name, ObjectOwnership="ObjectWriter", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    s3.put_public_access_block(**name, PublicAccessBlockConfiguration=BLOCK)
    s3.put_bucket_policy(**name, Policy=POLICY)
    s3.put_bucket_tagging(**name, Tagging={"TagSet": [{"Key": "team", "Value": "ticks"}]})
    s3.put_bucket_lifecycle_configuration(**name, LifecycleConfiguration={"Rules": [RULE]})
    s3.put_bucket_cors(
        **name,
        CORSConfiguration={"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["https://example.com"]}]},
    )
    s3.put_bucket_website(**name, WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    s3.create_bucket(Bucket="locked", ObjectLockEnabledForBucket=True)
    s3.put_object(Bucket="locked", Key="held", Body=b"held", ObjectLockLegalHoldStatus="ON")
    s3.create_bucket(Bucket="forgotten")
    s3.delete_bucket(Bucket="forgotten")


WRITERS: tuple[Callable[[Any], None], ...] = (write_objects, write_versions, write_uploads, write_configurations)


@pytest.fixture(scope="module")
def before_and_after(own: Settings) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is seen before the kill, and after the restart."""
    s3 = client(own, "s3")
    for write in WRITERS:
        write(s3)
    before = seen(s3)
    restart_after_kill(own)
    return before, seen(client(own, "s3"))


BUCKETS = ("configured", "locked", "plain", "suspended", "uploads", "versioned")


def test_the_same_buckets_are_there(before_and_after: tuple[dict[str, Any], dict[str, Any]]) -> None:
    before, after = before_and_after
    assert tuple(before) == tuple(after) == BUCKETS


@pytest.mark.parametrize("bucket", BUCKETS)
def test_everything_in_a_bucket_is_as_it_was(
    before_and_after: tuple[dict[str, Any], dict[str, Any]], bucket: str
) -> None:
    before, after = before_and_after
    assert after[bucket] == before[bucket]


@pytest.mark.usefixtures("before_and_after")
def test_every_file_belongs_to_something(own: Settings) -> None:
    everything = seen(client(own, "s3")).values()
    parts = sum(len(parts["Parts"]) for bucket in everything for _upload, parts in bucket["uploads"])
    expected = sum(len(bucket["versions"]) for bucket in everything) + parts
    folder = own.state_dir / "data" / "s3" / "objects"
    until(lambda: sum(path.is_file() for path in folder.rglob("*")) == expected, "a file for everything and no other")


@pytest.mark.usefixtures("before_and_after")
def test_an_upload_goes_on_where_it_was(s3: Any) -> None:
    (upload,) = s3.list_multipart_uploads(Bucket="uploads")["Uploads"]
    place = {"Bucket": "uploads", "Key": "half", "UploadId": upload["UploadId"]}
    parts = [{name: part[name] for name in ("PartNumber", "ETag")} for part in s3.list_parts(**place)["Parts"]]
    last = s3.upload_part(**place, PartNumber=3, Body=b"end")  # too late for the parts before, which are too small
    s3.complete_multipart_upload(**place, MultipartUpload={"Parts": parts})
    assert last["ETag"]
    got = s3.get_object(Bucket="uploads", Key="half")
    assert got["Body"].read() == b"3" * PART + b"22222"
    assert got["Metadata"] == {"half": "done"}


@pytest.mark.usefixtures("before_and_after")
def test_versions_go_on_where_they_were(s3: Any) -> None:
    new = s3.put_object(Bucket="versioned", Key="k", Body=b"new")["VersionId"]
    assert s3.get_object(Bucket="versioned", Key="k")["VersionId"] == new
    s3.delete_object(Bucket="versioned", Key="k", VersionId=new)
    assert s3.get_object(Bucket="versioned", Key="k")["Body"].read() == b"3"


@pytest.mark.usefixtures("before_and_after")
def test_a_locked_object_stays_locked(s3: Any) -> None:
    (version,) = s3.list_object_versions(Bucket="locked")["Versions"]
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.delete_object(Bucket="locked", Key="held", VersionId=version["VersionId"])


@pytest.mark.usefixtures("before_and_after")
def test_a_copy_to_itself_is_still_refused(s3: Any) -> None:
    with pytest.raises(ClientError, match="illegal"):
        s3.copy_object(Bucket="plain", Key="large", CopySource={"Bucket": "plain", "Key": "large"})


def test_the_packages_of_functions_are_there(own: Settings) -> None:
    package = echo_function(own)
    before = seen(client(own, "s3", CODE_ACCOUNT))
    bodies = [stored["Body"] for bucket in before.values() for _version, stored in bucket["versions"]]
    assert bodies == [package]
    restart_after_kill(own)
    assert seen(client(own, "s3", CODE_ACCOUNT)) == before


class Writer:
    """Overwrites one key again and again until the stack dies; knows what it was told."""

    def __init__(self, settings: Settings, key: str) -> None:
        self._s3 = client(settings, "s3")
        self.key = key
        self.told = 0
        self.thread = threading.Thread(target=self._write)

    @staticmethod
    def body(number: int) -> bytes:
        return (b"%d " % number) * 500

    def _write(self) -> None:
        try:
            while True:
                self._s3.put_object(Bucket="loaded", Key=self.key, Body=self.body(self.told + 1))
                self.told += 1
        except (ClientError, BotoCoreError):
            return


def test_what_was_told_under_load_is_there(own: Settings) -> None:
    s3 = client(own, "s3")
    s3.create_bucket(Bucket="loaded")
    writers = [Writer(own, key) for key in ("one", "two", "three")]
    for writer in writers:
        writer.thread.start()
    until(lambda: all(writer.told >= 20 for writer in writers), "twenty writes to every key")
    kill(own)
    for writer in writers:
        writer.thread.join()
    control.start(own, os.environ, None)
    for writer in writers:
        got = client(own, "s3").get_object(Bucket="loaded", Key=writer.key)
        body = got["Body"].read()
        number = int(body.split(b" ", 1)[0])
        assert body == writer.body(number)
        assert number in (writer.told, writer.told + 1)  # the last one may have been served and not told
        assert got["ETag"].strip('"') == hashlib.md5(body).hexdigest()


def damage(journal: Path) -> bytes:
    whole = journal.read_bytes()
    journal.write_bytes(b"X" + whole[1:])
    return whole


def test_a_damaged_journal_stops_the_start(own: Settings) -> None:
    control.stop(own)
    journal = own.state_dir / "data" / "s3" / "journal"
    whole = damage(journal)
    with pytest.raises(StackError, match=r"(?s)localstack did not start.*journal does not start as.*down --volumes"):
        control.start(own, os.environ, None)
    journal.write_bytes(whole + b"torn")
    control.start(own, os.environ, None)
    assert client(own, "s3").get_object(Bucket="plain", Key="a")["Metadata"] == {"given": "new"}
