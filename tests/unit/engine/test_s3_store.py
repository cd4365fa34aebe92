"""The object store of the engine, against botocore's stubbed S3."""

import io

import boto3
import pytest
from botocore.response import StreamingBody
from botocore.stub import Stubber

from tickstack.engine.s3 import S3Clients, S3Store
from tickstack.errors import QueryError
from tickstack.tables.files import StoredObject


def stubbed() -> tuple[S3Store, Stubber]:
    client = boto3.client("s3", region_name="us-east-1", aws_access_key_id="1" * 12, aws_secret_access_key="local")
    return S3Store(client), Stubber(client)


def test_lists_every_page_and_reads() -> None:
    store, stub = stubbed()
    first = {"IsTruncated": True, "NextContinuationToken": "n", "Contents": [{"Key": "p/a", "Size": 1}]}
    stub.add_response("list_objects_v2", first, {"Bucket": "b", "Prefix": "p/"})
    second = {"IsTruncated": False, "Contents": [{"Key": "p/b", "Size": 2}]}
    stub.add_response("list_objects_v2", second, {"Bucket": "b", "Prefix": "p/", "ContinuationToken": "n"})
    stub.add_response("get_object", {"Body": StreamingBody(io.BytesIO(b"xy"), 2)}, {"Bucket": "b", "Key": "p/b"})
    with stub:
        found = list(store.list("b", "p/"))
        assert found == [StoredObject("b", "p/a", 1), StoredObject("b", "p/b", 2)]
        assert store.read(found[1], lambda: False) == b"xy"


@pytest.mark.parametrize(
    ("code", "name"), [("NoSuchBucket", "HIVE_FILESYSTEM_ERROR"), ("AccessDenied", "HIVE_CANNOT_OPEN_SPLIT")]
)
def test_errors_name_the_place(code: str, name: str) -> None:
    store, stub = stubbed()
    stub.add_client_error("list_objects_v2", service_error_code=code, http_status_code=404)
    with stub, pytest.raises(QueryError, match=f"{name}: .*s3://b/p/"):
        list(store.list("b", "p/"))


def test_a_client_for_each_account() -> None:
    clients = S3Clients("http://127.0.0.1:4566")
    one, other = clients.of("111111111111", "us-east-1"), clients.of("222222222222", "us-east-1")
    assert one is clients.of("111111111111", "us-east-1")
    assert one is not other
