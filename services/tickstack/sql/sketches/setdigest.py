"""The set digest: the smallest hashes of a set with how often each came (MinHash), beside a HyperLogLog.

Of up to 8191 distinct values it knows all hashes, so that what it tells is exact.
https://trino.io/docs/422/functions/setdigest.html
"""

import heapq
import struct

from tickstack.sql.python import refusal
from tickstack.sql.sketches.hyperloglog import HyperLogLog, hash_of

_FORMAT = 1
_BITS = 11
_MOST_HASHES = 8192
_MOST_COUNT = 32767


class SetDigest:
    """A digest; ``counts`` are by hash, signed."""

    def __init__(self) -> None:
        self.most = _MOST_HASHES
        self.distinct = HyperLogLog(_BITS)
        self.counts: dict[int, int] = {}
        self._largest: list[int] = []  # a heap of the hashes, negative, once there are as many as may be

    def add(self, value: bytes) -> None:
        """Take in a value."""
        hashed = hash_of(value)
        self.distinct.add(hashed)
        signed = hashed - (hashed >> 63 << 64)
        if signed in self.counts or len(self.counts) < self.most:
            self._count(signed, 1)
            return
        if len(self._largest) != self.most:
            self._largest = [-known for known in self.counts]
            heapq.heapify(self._largest)
        if signed < -self._largest[0]:
            del self.counts[-heapq.heapreplace(self._largest, -signed)]
            self.counts[signed] = 1

    def _count(self, hashed: int, more: int) -> None:
        self.counts[hashed] = min(self.counts.get(hashed, 0) + more, _MOST_COUNT)

    def merge(self, other: "SetDigest") -> None:
        """Take in all of another digest."""
        self.distinct.merge(other.distinct)
        for hashed, count in other.counts.items():
            self._count(hashed, count)
        self.counts = {hashed: self.counts[hashed] for hashed in sorted(self.counts)[: self.most]}
        self._largest = []

    @property
    def exact(self) -> bool:
        """Whether it has the hashes of all values."""
        return len(self.counts) < self.most

    def cardinality(self) -> int:
        """How many values are distinct."""
        return len(self.counts) if self.exact else self.distinct.cardinality()

    def __bytes__(self) -> bytes:
        hashes, distinct = sorted(self.counts), bytes(self.distinct)
        head = struct.pack("<BI", _FORMAT, len(distinct)) + distinct
        counts = [self.counts[hashed] for hashed in hashes]
        return head + struct.pack(f"<II{len(hashes)}q{len(hashes)}h", self.most, len(hashes), *hashes, *counts)

    @classmethod
    def read(cls, data: bytes) -> "SetDigest":
        """The digest of its bytes."""
        made = cls()
        try:
            form, length = struct.unpack_from("<BI", data)
            made.distinct = HyperLogLog.read(data[5 : 5 + length])
            made.most, count = struct.unpack_from("<II", data, 5 + length)
            found = struct.unpack_from(f"<{count}q{count}h", data, 13 + length)
        except struct.error:
            raise refusal("GENERIC_INTERNAL_ERROR", "Cannot deserialize SetDigest") from None
        if form != _FORMAT:
            raise refusal("GENERIC_INTERNAL_ERROR", "Unexpected version")
        made.counts = dict(zip(found[:count], found[count:], strict=True))
        return made


def jaccard(a: SetDigest, b: SetDigest) -> float:
    """How much two sets have in common, of what they have together."""
    size = min(len(a.counts), len(b.counts))
    least = sorted(a.counts.keys() | b.counts.keys())[: max(size, 1)]
    shared = sum(hashed in a.counts and hashed in b.counts for hashed in least)
    return shared / size if size else float("nan")


def intersection(a: SetDigest, b: SetDigest) -> int:
    """How many values two sets have in common."""
    if a.exact and b.exact:
        return len(a.counts.keys() & b.counts.keys())
    most, share = min(a.cardinality(), b.cardinality()), jaccard(a, b)
    a.merge(b)
    return min(int(share * a.cardinality() + 0.5), most)
