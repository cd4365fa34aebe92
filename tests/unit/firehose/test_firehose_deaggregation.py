import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.firehose.deaggregation import DelimitedDeAggregation, JsonDeAggregation
from tickstack.firehose.records import Record

HASHES = base64.b64encode(b"####").decode()


def record(data: bytes) -> Record:
    return Record("490000000000000000007000000", 5, data, 7)


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b'{"a":1}{"a":2}', [b'{"a":1}', b'{"a":2}']),
        (b'{"a":1}\n{"a":2}\n', [b'{"a":1}', b'{"a":2}']),
        (b' {"a": {"b": "}{"}}\r\n\t{ }', [b'{"a": {"b": "}{"}}', b"{ }"]),
        (b'{"a":1}\n', [b'{"a":1}']),
        ('{"a":"ü"}{}'.encode(), ['{"a":"ü"}'.encode(), b"{}"]),
        (b'[{"a":1},{"a":2}]', [b'[{"a":1},{"a":2}]']),
        (b'{"a":1} 5', [b'{"a":1} 5']),
        (b'{"a":1}{"a":', [b'{"a":1}{"a":']),
        (b"text", [b"text"]),
        (b"\xff{}", [b"\xff{}"]),
        (b"", [b""]),
        (b" \n", [b" \n"]),
    ],
)
def test_json(data: bytes, parts: list[bytes]) -> None:
    assert [part.data for part in JsonDeAggregation()(record(data))] == parts


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"a####b", [b"a", b"b"]),
        (b"####a########b####", [b"a", b"b"]),
        (b"a##b", [b"a##b"]),
        (b"####", [b"####"]),
        (b"", [b""]),
    ],
)
def test_delimited(data: bytes, parts: list[bytes]) -> None:
    assert [part.data for part in DelimitedDeAggregation(HASHES)(record(data))] == parts


def test_parts_have_the_sub_index_in_their_ids_and_all_else_in_common() -> None:
    first, second = JsonDeAggregation()(record(b"{}{}"))
    assert first == record(b"{}")
    assert second == record(b"{}")._replace(record_id="490000000000000000007000001")
    assert first.source == b"{}"


def test_parts_of_replaced_bytes_keep_what_was_put() -> None:
    (first, _) = JsonDeAggregation()(record(b"{}{}")._replace(raw=b"gzip"))
    assert first.source == b"gzip"


@pytest.mark.parametrize(("count", "parts"), [(500, 500), (501, 1)])
def test_more_than_500_parts_go_on_whole(count: int, parts: int) -> None:
    assert len(JsonDeAggregation()(record(b"{}" * count))) == parts
    assert len(DelimitedDeAggregation(HASHES)(record(b"x####" * count))) == parts


@given(
    objects=st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), min_size=1, max_size=20),
    separator=st.sampled_from(["", "\n", " ", "\r\n"]),
)
def test_what_is_put_together_is_taken_apart(objects: list[dict[str, object]], separator: str) -> None:
    texts = [json.dumps(each) for each in objects]
    parts = JsonDeAggregation()(record(separator.join(texts).encode()))
    assert [part.data.decode() for part in parts] == texts
