"""The door over HTTP, before a service with operations of the tests' own."""

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
import httpx
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from served import served
from tickstack.app import ATHENA, GLUE
from tickstack.athena.errors import invalid_request
from tickstack.wire.door import application
from tickstack.wire.identity import Identity
from tickstack.wire.service import Service


@dataclass
class Parts:
    """A state with one part, ``names``."""

    names: list[str] = field(default_factory=list)


class Accounts:
    """Parts per identity, made when asked for."""

    def __init__(self) -> None:
        self.parts: dict[Identity, Parts] = {}

    def __call__(self, identity: Identity) -> Parts:
        return self.parts.setdefault(identity, Parts())


def create_work_group(names: list[str], request: Mapping[str, Any]) -> dict[str, Any]:
    if request["Name"] in names:
        raise invalid_request("WorkGroup already exists")
    names.append(request["Name"])
    return {}


def list_work_groups(names: list[str], request: Mapping[str, Any]) -> dict[str, Any]:
    return {"WorkGroups": [{"Name": name} for name in names]}


def get_work_group(request: Mapping[str, Any]) -> dict[str, Any]:
    return {"WorkGroup": {"Name": request["WorkGroup"], "Colour": "red"}}


def operations() -> types.ModuleType:
    module = types.ModuleType("operations")
    for function in (create_work_group, list_work_groups, get_work_group):
        setattr(module, function.__name__, function)
    return module


@pytest.fixture
def url() -> Iterator[str]:
    service = Service("athena", ATHENA, (operations(),), Accounts())
    glue = Service("glue", GLUE, (), Accounts())
    health = {"status": "running"}
    ids = iter(f"request-{number}" for number in range(100))
    app = application(
        (service, glue), default=Identity("000000000000", "us-east-1"), health=lambda: health, request_id=ids.__next__
    )
    with served(app) as address:
        yield address


def athena(url: str, account: str = "000000000000", region: str = "us-east-1") -> Any:
    return boto3.client(
        "athena",
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}),
    )


def post(url: str, target: str | None, body: bytes = b"{}") -> httpx.Response:
    headers = {"X-Amz-Target": target} if target else {}
    sent = {**headers, "Content-Type": "application/x-amz-json-1.1"}
    return httpx.post(url, content=body, headers=sent, trust_env=False)


def test_accounts_and_regions_are_apart(url: str) -> None:
    athena(url).create_work_group(Name="one")
    athena(url, account="AKIAIOSFODNN7EXAMPLE").create_work_group(Name="two")
    athena(url, account="111111111111").create_work_group(Name="one")
    names = [group["Name"] for group in athena(url).list_work_groups()["WorkGroups"]]
    assert names == ["one", "two"]
    assert athena(url, region="eu-west-1").list_work_groups()["WorkGroups"] == []


def test_an_error_has_athenas_body_and_headers(url: str) -> None:
    post(url, "AmazonAthena.CreateWorkGroup", b'{"Name": "one"}')
    answer = post(url, "AmazonAthena.CreateWorkGroup", b'{"Name": "one"}')
    assert answer.status_code == 400
    assert answer.text == (
        '{"__type":"InvalidRequestException","AthenaErrorCode":"INVALID_INPUT","ErrorCode":"INVALID_INPUT",'
        '"Message":"WorkGroup already exists"}'
    )
    assert answer.headers["content-type"] == "application/x-amz-json-1.1"
    assert answer.headers["x-amzn-requestid"] == "request-1"
    assert "x-amzn-errortype" not in answer.headers


@pytest.mark.parametrize(
    ("target", "body", "status", "answer"),
    [
        (None, b"{}", 400, {"__type": "UnknownOperationException"}),
        ("CreateWorkGroup", b"{}", 400, {"__type": "UnknownOperationException"}),
        ("AmazonAthena.createWorkGroup", b"{}", 400, {"__type": "UnknownOperationException"}),
        ("AmazonAthena.MakeTea", b"{}", 400, {"__type": "UnknownOperationException"}),
        ("AmazonAthena.CreateWorkGroup", b"", 400, {"__type": "SerializationException"}),
        (
            "AmazonAthena.CreateNotebook",
            b"{}",
            501,
            {
                "__type": "NotImplementedException",
                "Message": "tickstack does not support Athena CreateNotebook",
            },
        ),
        (
            "AWSGlue.CreateJob",
            b"{}",
            501,
            {"__type": "NotImplementedException", "Message": "tickstack does not support Glue CreateJob"},
        ),
    ],
)
def test_what_is_not_answered_says_so(
    url: str, target: str | None, body: bytes, status: int, answer: dict[str, str]
) -> None:
    got = post(url, target, body)
    assert (got.status_code, got.json()) == (status, answer)


def test_pages_of_strangers_are_refused(url: str) -> None:
    """Also one whose name was made to point at this machine, so that it may send every header."""
    headers = {"X-Amz-Target": "AmazonAthena.ListWorkGroups", "Host": "evil.example:4567"}
    for origin, status in (("http://evil.example:4567", 403), ("http://localhost:4566", 200)):
        got = httpx.post(url, content=b"{}", headers={**headers, "Origin": origin}, trust_env=False)
        assert got.status_code == status
        assert "Access-Control-Allow-Origin" not in got.headers


def test_a_body_without_end_is_not_read_to_its_end(url: str) -> None:
    headers = {"X-Amz-Target": "AmazonAthena.ListWorkGroups"}
    chunk = b" " * 1024 * 1024
    got = httpx.post(url, content=(chunk for _ in range(17)), headers=headers, trust_env=False)
    assert (got.status_code, got.json()["__type"]) == (413, "RequestEntityTooLargeException")


def test_a_violated_constraint_is_in_the_services_own_words(url: str) -> None:
    got = post(url, "AmazonAthena.CreateWorkGroup").json()
    assert got["AthenaErrorCode"] == got["ErrorCode"] == "INVALID_INPUT"
    assert got["Message"].startswith("1 validation error detected: Value null at 'name'")


def test_a_reply_that_aws_does_not_have_is_a_500_without_its_traceback(url: str) -> None:
    got = post(url, "AmazonAthena.GetWorkGroup", b'{"WorkGroup": "one"}')
    assert got.status_code == 500
    assert got.json()["__type"] == "InternalServerException"
    assert "Colour" not in json.dumps(got.json())


def test_boto3_sees_what_is_not_supported(url: str) -> None:
    with pytest.raises(ClientError, match="does not support Athena ListNotebookMetadata") as caught:
        athena(url).list_notebook_metadata(WorkGroup="primary")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == 0


def test_health(url: str) -> None:
    assert httpx.get(f"{url}/health", trust_env=False).json() == {"status": "running"}


def test_a_service_that_is_not_well_answers_503() -> None:
    def ill() -> Mapping[str, object]:
        raise RuntimeError("no engine")

    with served(application((), default=Identity("000000000000", "us-east-1"), health=ill)) as address:
        got = httpx.get(f"{address}/health", trust_env=False)
    assert (got.status_code, got.json()) == (503, {"status": "failing", "reason": "no engine"})
