"""Parquet's hybrid of run lengths and bit packing, for levels and for indices of a dictionary."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tickstack.formats.parquet.thrift import varint


def hybrid(numbers: Sequence[int], width: int) -> bytes:
    """Numbers of ``width`` bits: what is repeated at least eight times as a run, the rest packed."""
    return b"".join(_parts(numbers, width))


def _parts(numbers: Sequence[int], width: int) -> Iterator[bytes]:
    packed: list[int] = []
    for number, group in groupby(numbers):
        count = len(list(group))
        filling = min(count, -len(packed) % 8)
        packed += [number] * filling
        count -= filling
        if count >= 8:
            yield _packed(packed, width)
            packed = []
            yield varint(count << 1) + number.to_bytes((width + 7) // 8, "little")
        else:
            packed += [number] * count
    yield _packed(packed, width)


def _packed(numbers: Sequence[int], width: int) -> bytes:
    """Groups of eight numbers, the first in the lowest bits; the last group is filled with zeros."""
    if not numbers:
        return b""
    parts = [varint((len(numbers) + 7) // 8 << 1 | 1)]
    for first in range(0, len(numbers), 8):
        whole = 0
        for place, number in enumerate(numbers[first : first + 8]):
            whole |= number << place * width
        parts.append(whole.to_bytes(width, "little"))
    return b"".join(parts)
