"""Compressed bodies, read back by decoders that are not ours."""

import gzip
import io
import struct
import uuid
import zipfile
from collections.abc import Callable

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.firehose.compression import COMPRESSIONS

CODEC = pyarrow.Codec("snappy")
BODIES = st.binary(max_size=2000).flatmap(lambda part: st.integers(1, 400).map(lambda times: part * times))


def _plain_length(block: bytes) -> int:
    """The length that a block of raw Snappy begins with, as a varint."""
    value = shift = 0
    for byte in block:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value
    raise AssertionError("no length")


def _raw(block: bytes) -> bytes:
    return bytes(CODEC.decompress(block, _plain_length(block)))


def _xerial(body: bytes) -> bytes:
    assert body[:8] == bytes.fromhex("82534e4150505900")
    assert struct.unpack(">ii", body[8:16]) == (1, 1)
    parts, at = [], 16
    while at < len(body):
        (length,) = struct.unpack_from(">i", body, at)
        parts.append(_raw(body[at + 4 : at + 4 + length]))
        at += 4 + length
    return b"".join(parts)


def _hadoop(body: bytes) -> bytes:
    """As Hadoop's BlockDecompressorStream: a block may come in several compressed chunks."""
    parts, at = [], 0
    while at < len(body):
        (left,) = struct.unpack_from(">I", body, at)
        at += 4
        while left:
            (length,) = struct.unpack_from(">I", body, at)
            chunk = _raw(body[at + 4 : at + 4 + length])
            parts.append(chunk)
            left -= len(chunk)
            at += 4 + length
        assert left == 0
    return b"".join(parts)


def _zip(body: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        (entry,) = archive.infolist()
        assert entry.compress_type == zipfile.ZIP_DEFLATED
        assert uuid.UUID(entry.filename)
        return archive.read(entry)


FORMATS: list[tuple[str, str, str | None, Callable[[bytes], bytes]]] = [
    ("UNCOMPRESSED", "", None, bytes),
    ("GZIP", ".gz", "gzip", gzip.decompress),
    ("ZIP", ".zip", "zip", _zip),
    ("Snappy", ".snappy", "snappy-java", _xerial),
    ("HADOOP_SNAPPY", ".snappy", "hadoop-snappy", _hadoop),
]


@pytest.mark.parametrize(("name", "extension", "encoding", "decoded"), FORMATS)
@given(body=BODIES)
def test_other_decoders_read_what_is_packed(
    name: str, extension: str, encoding: str | None, decoded: Callable[[bytes], bytes], body: bytes
) -> None:
    compression = COMPRESSIONS[name]
    assert (compression.extension, compression.encoding) == (extension, encoding)
    assert decoded(compression.pack(body, str(uuid.uuid4()))) == body


def test_there_are_no_others() -> None:
    assert set(COMPRESSIONS) == {name for name, *_ in FORMATS}
