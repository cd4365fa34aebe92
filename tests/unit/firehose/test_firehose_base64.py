import base64
import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.firehose import base64_groups


def by_groups(text: str) -> bytes:
    """The reference: four characters at a time, blanks between them skipped."""
    result = b""
    position = 0
    while position < len(text):
        if text[position] <= " ":
            position += 1
            continue
        group = text[position : position + 4]
        result += binascii.a2b_base64(group, strict_mode=True)
        position += 4
    return result


@given(st.lists(st.binary(max_size=12)))
def test_joined_texts_give_joined_bytes(parts: list[bytes]) -> None:
    assert base64_groups.decode("".join(base64.b64encode(part).decode() for part in parts)) == b"".join(parts)


@given(st.text(st.sampled_from("AQZaz09+/== \n-é"), max_size=24))
def test_agrees_with_the_reference(text: str) -> None:
    try:
        expected = by_groups(text)
    except (binascii.Error, ValueError):
        with pytest.raises(ValueError, match=r"."):
            base64_groups.decode(text)
    else:
        assert base64_groups.decode(text) == expected


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", b""),
        ("eyJhIjoxfQ==Cg==", b'{"a":1}\n'),
        ("eyJhIjoxMn0=Cg==", b'{"a":12}\n'),
        ("YWJjZGVmCg==", b"abcdef\n"),
        ("YWJj\r\nZGVm\n", b"abcdef"),
    ],
)
def test_decodes(text: str, data: bytes) -> None:
    assert base64_groups.decode(text) == data


@pytest.mark.parametrize("text", ["Y", "YQ", "YQ=", "YWJj====", "YW Jj", "a-b_", "not base64!", "=YQ="])
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        base64_groups.decode(text)
