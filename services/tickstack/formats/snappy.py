"""The two containers in which Firehose writes Snappy: neither is Snappy's own framing format.

Sources: xerial's snappy-java, SnappyOutputStream (https://github.com/xerial/snappy-java#compatibility-notes); Hadoop's
BlockCompressorStream, in blocks of the buffer size that SnappyCodec has by default.
"""

import struct
from collections.abc import Iterator

from cramjam import snappy

# snappy-java's magic, its version, and the lowest version that can read it.
_XERIAL_HEADER = b"\x82SNAPPY\x00" + struct.pack(">ii", 1, 1)
_XERIAL_BLOCK = 32 * 1024
_HADOOP_BLOCK = 256 * 1024
_LENGTH = struct.Struct(">I")


def block(body: bytes | memoryview) -> bytes:
    """One block of raw Snappy."""
    return bytes(snappy.compress_raw(body))


def xerial(body: bytes) -> bytes:
    """snappy-java's stream: a header, then blocks, each after its compressed length."""
    blocks = (block(each) for each in _blocks(body, _XERIAL_BLOCK))
    return _XERIAL_HEADER + b"".join(_LENGTH.pack(len(each)) + each for each in blocks)


def hadoop(body: bytes) -> bytes:
    """Hadoop's stream: blocks, each after its plain length and its compressed length."""
    parts = []
    for each in _blocks(body, _HADOOP_BLOCK):
        packed = block(each)
        parts += [_LENGTH.pack(len(each)), _LENGTH.pack(len(packed)), packed]
    return b"".join(parts)


def _blocks(body: bytes, size: int) -> Iterator[memoryview]:
    view = memoryview(body)
    for first in range(0, len(view), size):
        yield view[first : first + size]
