"""The t-digest, in which Trino's approx_percentile gathers values: exact for few, with means of neighbours for many.

An account of airlift's TDigest (https://github.com/airlift/airlift, stats), which is Dunning's merging digest.
"""

import math
import struct
from collections.abc import Iterable
from itertools import pairwise

from tickstack.sql.python import refusal

_COMPRESSION = 100.0
_INSIDE = 200.0  # the compression while values are gathered
_CAPACITY = 1260
_HEAD = struct.Struct("<BddddI")


class TDigest:
    """Centroids, each a mean with a weight."""

    def __init__(self, values: Iterable[tuple[float, float]] = ()) -> None:
        self.centroids: list[tuple[float, float]] = []
        self._backwards = self._unsorted = False
        self.weight, self.least, self.greatest = 0.0, math.inf, -math.inf
        for value, weight in values:
            self.add(value, weight)

    def add(self, value: float, weight: float) -> None:
        """Take in a value."""
        self._gather(value, weight)
        self.weight += weight
        self.least = min(value, self.least)
        self.greatest = max(value, self.greatest)

    def _gather(self, value: float, weight: float) -> None:
        if len(self.centroids) >= _CAPACITY:
            self._merge(_INSIDE)
        self.centroids.append((value, weight))
        self._unsorted = True

    def merge(self, other: "TDigest") -> None:
        """Take in all of another digest."""
        self.weight += other.weight
        self.least, self.greatest = min(self.least, other.least), max(self.greatest, other.greatest)
        for centroid in other.centroids:
            self._gather(*centroid)

    def __bytes__(self) -> bytes:
        self._merge(_COMPRESSION)
        count = len(self.centroids)
        head = _HEAD.pack(0, self.least, self.greatest, _COMPRESSION, self.weight, count)
        means, weights = zip(*self.centroids, strict=True) if count else ((), ())
        return head + struct.pack(f"<{2 * count}d", *means, *weights)

    @classmethod
    def read(cls, data: bytes) -> "TDigest":
        """The digest of its bytes."""
        made = cls()
        try:
            form, made.least, made.greatest, _, made.weight, count = _HEAD.unpack_from(data)
            numbers = struct.unpack_from(f"<{2 * count}d", data, _HEAD.size)
        except struct.error:
            raise refusal("GENERIC_INTERNAL_ERROR", "Cannot deserialize TDigest") from None
        if form != 0:
            raise refusal("GENERIC_INTERNAL_ERROR", "Invalid format")
        made.centroids = list(zip(numbers[:count], numbers[count:], strict=True))
        return made

    def _most(self, quantile: float, normalizer: float) -> float:
        return quantile * (1 - quantile) / normalizer

    def _merge(self, compression: float) -> None:
        """Join neighbours as long as their cluster is small for where it lies, from either end in turn."""
        self._unsorted = False
        if not self.centroids:
            return
        normalizer = compression / (4 * math.log(self.weight / compression) + 24)
        ordered = sorted(self.centroids, key=lambda centroid: centroid[0])
        if self._backwards:
            ordered.reverse()
        mean, weight = ordered[0]
        made: list[tuple[float, float]] = []
        before, most = 0.0, self._most(0.0, normalizer)
        for value, more in ordered[1:]:
            together = weight + more
            quantile = min((before + together) / self.weight, 1)
            if together <= self.weight * min(most, self._most(quantile, normalizer)):
                mean += (value - mean) * more / together
                weight = together
                continue
            made.append((mean, weight))
            before += weight
            most = self._most(before / self.weight, normalizer)
            mean, weight = value, more
        made.append((mean, weight))
        self.centroids = made[::-1] if self._backwards else made
        self._backwards = not self._backwards

    def value_at(self, quantile: float) -> float:
        """The value below which ``quantile`` of the weight lies."""
        if self._unsorted:
            self._merge(_INSIDE)
        if len(self.centroids) < 2:
            return self.centroids[0][0] if self.centroids else math.nan
        rank, first, last = quantile * self.weight, self.centroids[0], self.centroids[-1]
        if rank < 1:
            return self.least
        if rank < first[1] / 2:
            return self.least + _between(rank, 1, self.least, first[1] / 2, first[0])
        if rank <= self.weight - 1 and self.weight - rank <= last[1] / 2 and last[1] / 2 > 1:
            return self._near_top(rank)
        return self.greatest if rank >= self.weight - 1 else self._inside(rank)

    def _near_top(self, rank: float) -> float:
        mean, weight = self.centroids[-1]
        return self.greatest + _between(self.weight - rank, 1, self.greatest, weight / 2, mean)

    def _inside(self, rank: float) -> float:
        before = self.centroids[0][1] / 2
        for (left, left_weight), (right, right_weight) in pairwise(self.centroids):
            section = (left_weight + right_weight) / 2
            if before + section <= rank:
                before += section
                continue
            offset = rank - before
            if left_weight == 1 and offset < 0.5:
                return left
            if right_weight == 1 and offset >= left_weight / 2:
                return right
            if left_weight == 1:
                offset, section = offset - 0.5, right_weight / 2
            elif right_weight == 1:
                section = left_weight / 2
            return left + _between(offset, 0, left, section, right)
        return self._near_top(rank) if rank <= self.weight - 1 and self.centroids[-1][1] / 2 > 1 else self.greatest


def _between(x: float, x0: float, y0: float, x1: float, y1: float) -> float:
    return (x - x0) / (x1 - x0) * (y1 - y0)
