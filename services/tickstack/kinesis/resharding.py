"""Shards split, merged, and brought to a number: pure functions of a stream's shards.

A shard that takes the place of others is made a second later than they, so that its sequence numbers are the greater.
"""

from collections.abc import Sequence
from dataclasses import replace

from tickstack.kinesis.hash_keys import SPACE, starts
from tickstack.kinesis.model import Shard

FIRST_POSITION = 1
"""Of a stream's first record: no record has the number that its shard starts with."""

type Shards = tuple[Shard, ...]


def first_shards(count: int, now: float) -> Shards:
    """The shards of a new stream."""
    return tuple(
        Shard(number=number, start=start, end=end, opened=int(now), made=int(now), first=FIRST_POSITION)
        for number, (start, end) in enumerate(_ranges(count))
    )


def split(shards: Shards, shard: Shard, at: int, first: int, now: float) -> Shards:
    """Divide ``shard``: the second of the two new ones starts at the hash key ``at``."""
    ranges = ((shard.start, at - 1), (at, shard.end))
    return _replaced(shards, (shard,), ranges, first, now)


def merge(shards: Shards, shard: Shard, adjacent: Shard, first: int, now: float) -> Shards:
    """Make one of two neighbours, of which the first becomes the parent and the other the adjacent parent."""
    bounds = min(shard.start, adjacent.start), max(shard.end, adjacent.end)
    return _replaced(shards, (shard, adjacent), (bounds,), first, now)


def to_count(shards: Shards, count: int, first: int, now: float) -> Shards:
    """Bring the open shards to ``count`` of equal size, by splits at their borders and merges in between."""
    for start in starts(count):
        for shard in _open(shards):
            if shard.start < start <= shard.end:
                shards = split(shards, shard, start, first, now)
    for start, end in _ranges(count):
        while len(inside := [each for each in _open(shards) if start <= each.start and each.end <= end]) > 1:
            shards = merge(shards, inside[0], inside[1], first, now)
    return shards


def _ranges(count: int) -> list[tuple[int, int]]:
    begins = starts(count)
    return [(start, following - 1) for start, following in zip(begins, [*begins[1:], SPACE], strict=True)]


def _open(shards: Shards) -> list[Shard]:
    return sorted((shard for shard in shards if shard.open), key=lambda shard: shard.start)


def _replaced(
    shards: Shards, parents: Sequence[Shard], ranges: Sequence[tuple[int, int]], first: int, now: float
) -> Shards:
    made = max(int(now), *(parent.made for parent in parents)) + 1
    closed = tuple(replace(shard, closed=int(now)) if shard in parents else shard for shard in shards)
    children = tuple(
        Shard(
            number=len(shards) + number,
            start=start,
            end=end,
            opened=int(now),
            made=made,
            first=first,
            parents=tuple(parent.number for parent in parents),
        )
        for number, (start, end) in enumerate(ranges)
    )
    return closed + children
