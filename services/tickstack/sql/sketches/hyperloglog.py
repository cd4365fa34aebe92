"""HyperLogLog: how many values are distinct, of the longest runs of zeros in their hashes.

Few hashes are kept with 26 bits of theirs, which makes the count of a small set exact; more become buckets. The count
of buckets is by Ertl's estimator (https://arxiv.org/abs/1702.01284) where airlift corrects a bias by tables.
"""

import math
import struct

from tickstack.sql.digests import murmur3
from tickstack.sql.python import refusal

_SPARSE, _DENSE_1, _DENSE_2 = 2, 1, 3
_PREFIX, _RUN = 26, 6
_MOST_DELTA = 15
_MASK = (1 << 64) - 1
BUCKETS = 12  # bits: 4096 buckets, a standard error of 1.6 %


def hash_of(value: bytes) -> int:
    """The 64 bits of a value's hash, unsigned."""
    return int.from_bytes(murmur3(value)[:8], "little")


def of_number(value: int) -> bytes:
    """A bigint as it is hashed."""
    return struct.pack("<q", value)


def _zeros(hashed: int, bits: int) -> int:
    """The zeros that follow the first bits of a hash."""
    rest = (hashed << bits & _MASK) | 1 << bits - 1
    return 64 - rest.bit_length()


class HyperLogLog:
    """A sketch with 2 to the power of ``bits`` buckets; ``runs`` are the zeros by prefix while it is sparse."""

    def __init__(self, bits: int = BUCKETS) -> None:
        self.bits = bits
        self.runs: dict[int, int] = {}
        self.buckets: list[int] | None = None

    def add(self, hashed: int) -> None:
        """Take in a value by its hash."""
        if self.buckets is not None:
            self._raise(hashed >> 64 - self.bits, _zeros(hashed, self.bits) + 1)
            return
        prefix, run = hashed >> 64 - _PREFIX, _zeros(hashed, _PREFIX)
        self.runs[prefix] = max(run, self.runs.get(prefix, 0))
        grown = 1 + 10 * math.ceil((len(self.runs) - 1) / 10)  # how airlift's array grows
        if self._larger(grown):
            self.densify()

    def _larger(self, entries: int) -> bool:
        """Whether so many entries take more memory than buckets."""
        return 40 + 4 * entries > 56 + (1 << self.bits) // 2

    def _raise(self, bucket: int, value: int) -> None:
        assert self.buckets is not None
        self.buckets[bucket] = max(self.buckets[bucket], value)

    def densify(self) -> None:
        """Keep buckets from now on."""
        if self.buckets is not None:
            return
        self.buckets = [0] * (1 << self.bits)
        between = _PREFIX - self.bits
        for prefix, run in self.runs.items():
            rest = prefix & (1 << between) - 1
            zeros = between - rest.bit_length() if rest else between + run
            self._raise(prefix >> between, zeros + 1)
        self.runs = {}

    def merge(self, other: "HyperLogLog") -> None:
        """Take in all of another sketch."""
        if self.bits != other.bits:
            message = f"Cannot merge HLLs with different number of buckets: {1 << self.bits} vs {1 << other.bits}"
            raise refusal("GENERIC_INTERNAL_ERROR", message)
        if self.buckets is None and other.buckets is None:
            for prefix, run in other.runs.items():
                self.runs[prefix] = max(run, self.runs.get(prefix, 0))
            if self._larger(len(self.runs)):
                self.densify()
            return
        self.densify()
        dense = HyperLogLog.read(bytes(other))
        dense.densify()
        for bucket, value in enumerate(dense.buckets or ()):
            self._raise(bucket, value)

    def cardinality(self) -> int:
        """How many values are distinct."""
        if self.buckets is None:
            return _linear((1 << _PREFIX) - len(self.runs), 1 << _PREFIX)
        empty = self.buckets.count(0)
        if empty > 0.4 * len(self.buckets):
            return _linear(empty, len(self.buckets))
        return math.floor(self._estimate(self.buckets) + 0.5)

    def _estimate(self, buckets: list[int]) -> float:
        count, most = len(buckets), 64 - self.bits
        held = [0] * (most + 2)
        for value in buckets:
            held[value] += 1
        total = count * _tau(1 - held[most + 1] / count)
        for value in range(most, 0, -1):
            total = (total + held[value]) / 2
        return count / (2 * math.log(2)) * count / (total + count * _sigma(held[0] / count))

    def __bytes__(self) -> bytes:
        if self.buckets is None:
            entries = [prefix << _RUN | self.runs[prefix] for prefix in sorted(self.runs)]
            return struct.pack(f"<BBH{len(entries)}I", _SPARSE, self.bits, len(entries), *entries)
        base = min(self.buckets)
        deltas = [value - base for value in self.buckets]
        short = [min(delta, _MOST_DELTA) for delta in deltas]
        packed = bytes(short[index] << 4 | short[index + 1] for index in range(0, len(short), 2))
        over = [(bucket, delta - _MOST_DELTA) for bucket, delta in enumerate(deltas) if delta > _MOST_DELTA]
        tail = struct.pack(f"<H{len(over)}H{len(over)}B", len(over), *(at for at, _ in over), *(by for _, by in over))
        return struct.pack("<BBB", _DENSE_2, self.bits, base) + packed + tail

    @classmethod
    def read(cls, data: bytes) -> "HyperLogLog":
        """The sketch of its bytes."""
        if len(data) < 2 or data[0] not in (_SPARSE, _DENSE_1, _DENSE_2):
            raise refusal("GENERIC_INTERNAL_ERROR", "Cannot deserialize HyperLogLog")
        made = cls(data[1])
        try:
            made._fill(data)
        except (struct.error, IndexError):
            raise refusal("GENERIC_INTERNAL_ERROR", "Cannot deserialize HyperLogLog") from None
        return made

    def _fill(self, data: bytes) -> None:
        if data[0] == _SPARSE:
            (count,) = struct.unpack_from("<H", data, 2)
            entries = struct.unpack_from(f"<{count}I", data, 4)
            self.runs = {entry >> _RUN: entry & (1 << _RUN) - 1 for entry in entries}
            return
        half = (1 << self.bits) // 2
        base, deltas = data[2], struct.unpack_from(f"{half}B", data, 3)
        self.buckets = [base + part for delta in deltas for part in (delta >> 4, delta & 15)]
        if data[0] == _DENSE_1:
            bucket, more = struct.unpack_from("<hb", data, 3 + half)
            over = [(bucket, more)] if bucket >= 0 and more > 0 else []
        else:
            (count,) = struct.unpack_from("<H", data, 3 + half)
            found = struct.unpack_from(f"<{count}H{count}B", data, 5 + half)
            over = list(zip(found[:count], found[count:], strict=True))
        for bucket, more in over:
            self.buckets[bucket] += more


def _linear(empty: int, total: int) -> int:
    return math.floor(total * math.log(total / empty) + 0.5)


def _sigma(x: float) -> float:
    if x == 1:
        return math.inf
    weight, total = 1.0, x
    while True:
        x *= x
        before = total
        total += x * weight
        weight += weight
        if total == before:
            return total


def _tau(x: float) -> float:
    if x in (0, 1):
        return 0.0
    weight, total = 1.0, 1 - x
    while True:
        x = math.sqrt(x)
        before = total
        weight /= 2
        total -= (1 - x) ** 2 * weight
        if total == before:
            return total / 3


def dense(sketch: bytes) -> bytes:
    """The bytes of a sketch that keeps buckets: a P4HyperLogLog."""
    made = HyperLogLog.read(sketch)
    made.densify()
    return bytes(made)
