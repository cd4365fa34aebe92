"""Objects of a stream: which are data, which are errors, and the records in them."""

import gzip
import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.testing.keys import Keys
from tickstack.testing.objects import decompressed, json_records

BUCKET = "arn:aws:s3:::lake"
TYPED = "errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM}/"


@pytest.mark.parametrize(
    ("prefix", "errors", "key", "kind"),
    [
        ("ticks/!{timestamp:yyyy/MM/dd/HH}/", TYPED, "ticks/2020/05/14/09/stream-1-x", "data"),
        ("ticks/!{timestamp:yyyy/MM/dd/HH}/", TYPED, "errors/processing-failed/2020/05/stream-1-x", "error"),
        ("ticks/!{timestamp:yyyy/MM/dd/HH}/", TYPED, "athena/result.csv", ""),
        ("", "", "2020/05/14/09/stream-1-x", "data"),
        ("", "", "processing-failed/2020/05/14/09/stream-1-x", "error"),
        ("data/", "", "data/2020/05/14/09/stream-1-x", "data"),
        ("data/", "", "data/processing-failed/2020/05/14/09/stream-1-x", "error"),
        ("data/", "failures/", "failures/2020/05/14/09/stream-1-x", "error"),
        ("data/", "failures/", "data/2020/05/14/09/stream-1-x", "data"),
        ("data+1/", "data+1/!{firehose:error-output-type}/", "data+1/format-conversion-failed/x", "error"),
        ("!{timestamp:yyyy}/", "!{firehose:error-output-type}/!{timestamp:yyyy}/", "2020/x", "data"),
    ],
)
def test_a_key_is_data_or_an_error_or_somebody_else_s(prefix: str, errors: str, key: str, kind: str) -> None:
    destination = {"BucketARN": BUCKET, "Prefix": prefix, "ErrorOutputPrefix": errors}
    keys = Keys.of({name: value for name, value in destination.items() if value})
    assert keys.bucket == "lake"
    assert (keys.is_data(key), keys.is_error(key)) == (kind == "data", kind == "error")


def packed(content: bytes) -> bytes:
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w") as archive:
        archive.writestr("stream-1-x", content)
    return folder.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, packed])
def test_an_object_is_decompressed(pack: Any) -> None:
    assert decompressed(pack(b"{}\n"), "stream-1-x") == b"{}\n"


def test_snappy_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"x\.snappy is compressed with Snappy"):
        decompressed(b"\xff", "x.snappy")


@given(st.lists(st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text())), st.data())
def test_records_are_found_whatever_is_between_them(records: list[Any], data: st.DataObject) -> None:
    between = st.sampled_from(["", "\n", " ", "\r\n\n"])
    text = "".join(json.dumps(record) + data.draw(between) for record in records)
    assert json_records(text.encode(), "x") == records


def test_what_is_not_json_is_named() -> None:
    with pytest.raises(ValueError, match="a/b is not JSON at character 3: 'hello'"):
        json_records(b"{}\nhello", "a/b")
