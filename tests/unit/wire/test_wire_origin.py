"""Pages by their origin."""

import pytest

from tickstack.wire.origin import comes_from_a_stranger, is_foreign


@pytest.mark.parametrize(
    ("origin", "foreign"),
    [
        (None, False),
        ("http://localhost:4566", False),
        ("https://abc.lambda-url.us-east-1.localhost:4566", False),
        ("http://127.0.0.1:8888", False),
        ("http://[::1]:8888", False),
        ("null", True),
        ("", True),
        ("file://", True),
        ("http://evil.example", True),
        ("http://localhost.evil.example", True),
        ("http://evil-localhost", True),
        ("http://127.0.0.1.evil.example:4567", True),
        ("http://192.168.1.2", True),
        ("http://[::1", True),
    ],
)
def test_only_pages_of_this_machine_are_no_strangers(origin: str | None, foreign: bool) -> None:
    assert is_foreign(origin) is foreign


IMAGE = {"Host": "127.0.0.1:4566", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
LINK = IMAGE | {"Sec-Fetch-Mode": "navigate"}


@pytest.mark.parametrize(
    ("headers", "parameters", "stranger"),
    [
        ({"Host": "localhost:4566"}, {"Action": "DeleteStack"}, False),
        ({}, {}, False),
        ({"Host": "localstack:4566"}, {}, False),
        ({"Host": "query:4567"}, {}, False),
        ({"Host": "0.0.0.0:4566"}, {}, False),
        ({"Host": "[::1]:4566"}, {}, False),
        ({"Host": "192.168.1.2:4566"}, {}, False),
        ({"Host": "host.docker.internal:4566"}, {}, False),
        ({"Host": "bucket.s3.localhost.localstack.cloud:4566"}, {}, False),
        ({"Host": "bucket.s3.us-east-1.amazonaws.com"}, {}, False),
        ({"Host": "abc.lambda-url.us-east-1.localhost:4566"}, {}, False),
        ({"Host": "localhost:4566", "Origin": "http://localhost:3000", "Sec-Fetch-Site": "same-site"}, {}, False),
        ({"Host": "localhost:4566", "Sec-Fetch-Site": "same-origin"}, {}, False),
        (LINK, {"tickers": "FB"}, False),
        (LINK, {"Action": "DeleteStack"}, True),
        (IMAGE, {"tickers": "FB"}, True),
        ({"Host": "localhost:4566", "Origin": "https://app.localstack.cloud"}, {}, True),
        ({"Host": "localhost:4566", "Origin": "null"}, {}, True),
        ({"Host": "evil.example:4566"}, {}, True),
        ({"Host": "localhost.evil.example"}, {}, True),
        ({"Host": "evilinternal.example"}, {}, True),
        ({"Host": "[::1"}, {}, True),
    ],
)
def test_requests_of_pages_are_told_from_those_of_programs(
    headers: dict[str, str], parameters: dict[str, str], stranger: bool
) -> None:
    assert comes_from_a_stranger(headers, parameters) is stranger
