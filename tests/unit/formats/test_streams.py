"""Compressed streams: what is written is read, by its extension; what is broken is refused."""

import gzip
import struct

import pytest
from cramjam import snappy
from hypothesis import given
from hypothesis import strategies as st

from tickstack.formats.streams import PIECE, STREAMS, BrokenStreamError, packed, unpacked


@pytest.mark.parametrize("name", STREAMS)
@given(lines=st.lists(st.binary(max_size=20), max_size=5))
def test_what_is_written_is_read(name: str, lines: list[bytes]) -> None:
    made = b"".join(packed(lines, name, 3))
    assert (unpacked(made, STREAMS[name].extension) if made else b"") == b"".join(lines)


@pytest.mark.parametrize("name", [name for name in STREAMS if name != "DEFLATE"])
def test_large_streams_are_written_in_pieces(name: str) -> None:
    lines = [bytes([number % 256]) * 5000 for number in range(2000)]
    pieces = list(packed(lines, name, 3))
    assert len(pieces) > 1
    assert unpacked(b"".join(pieces), STREAMS[name].extension) == b"".join(lines)


def test_hadoop_s_blocks_may_be_cut_into_several_chunks() -> None:
    chunks = [bytes(snappy.compress_raw(part)) for part in (b"ab" * 10, b"cd" * 10)]
    data = struct.pack(">I", 40) + b"".join(struct.pack(">I", len(chunk)) + chunk for chunk in chunks)
    assert unpacked(data, "snappy") == b"ab" * 10 + b"cd" * 10


def test_none_leaves_lines_as_they_are() -> None:
    assert b"".join(packed([b"a\n", b"b\n"], "NONE", 3)) == b"a\nb\n"
    assert max(map(len, packed([b"x" * 1000] * 1000, "NONE", 3))) < PIECE + 1000


@pytest.mark.parametrize("extension", [stream.extension for stream in STREAMS.values()])
@pytest.mark.parametrize(
    "data",
    [b"no", b"\x00\x00\x00\x05\x00\x00\x00\x02no and more", gzip.compress(b"abc" * 99)[:-9]],
    ids=["no stream", "less than told", "cut gzip"],
)
def test_broken_streams(extension: str, data: bytes) -> None:
    with pytest.raises(BrokenStreamError):
        unpacked(data, extension)
