"""Pages by their origin."""

import pytest

from tickstack.wire.origin import is_foreign


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
