"""What pages of other sites may do to the stack through a browser on the same machine: nothing."""

import httpx
import pytest

from analyst import Stack

pytestmark = pytest.mark.stack

EVIL = {"Origin": "http://evil.example"}
IMAGE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/?Action=DescribeStacks", {}, 200),
        ("GET", "/?Action=DescribeStacks", EVIL, 403),
        ("GET", "/?Action=DescribeStacks", IMAGE, 403),
        ("GET", "/", {"Host": "evil.example:4566"}, 403),
        ("PUT", "/strangers/key", {}, 404),
        ("PUT", "/strangers/key", EVIL, 403),
        ("POST", "/strangers?delete", EVIL | {"Content-Type": "text/plain"}, 403),
        ("GET", "/_localstack/health", {}, 200),
        ("GET", "/_localstack/health", EVIL, 403),
    ],
)
def test_pages_of_strangers_are_refused(
    stack: Stack, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = httpx.request(method, stack.endpoint_url + path, headers=headers, content=b"x", trust_env=False)
    assert answer.status_code == status
