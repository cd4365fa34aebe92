"""The digest in which Trino's approx_percentile gathers values: exact for few, with means of neighbours for many.

An account of airlift's TDigest (https://github.com/airlift/airlift, stats), which is Dunning's merging digest.
"""

import math
from collections.abc import Iterable
from itertools import pairwise

_COMPRESSION = 200.0
_CAPACITY = 1260


class TDigest:
    """Centroids, each a mean with a weight."""

    def __init__(self, values: Iterable[tuple[float, float]]) -> None:
        self._centroids: list[tuple[float, float]] = []
        self._backwards = False
        self.weight, self.least, self.greatest = 0.0, math.inf, -math.inf
        for value, weight in values:
            if len(self._centroids) == _CAPACITY:
                self._merge()
            self._centroids.append((value, weight))
            self.weight += weight
            self.least = min(value, self.least)
            self.greatest = max(value, self.greatest)
        self._merge()

    def _most(self, quantile: float, normalizer: float) -> float:
        return quantile * (1 - quantile) / normalizer

    def _merge(self) -> None:
        """Join neighbours as long as their cluster is small for where it lies, from either end in turn."""
        if not self._centroids:
            return
        normalizer = _COMPRESSION / (4 * math.log(self.weight / _COMPRESSION) + 24)
        ordered = sorted(self._centroids, reverse=self._backwards)
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
        self._centroids = made[::-1] if self._backwards else made
        self._backwards = not self._backwards

    def value_at(self, quantile: float) -> float:
        """The value below which ``quantile`` of the weight lies."""
        rank = quantile * self.weight
        first, last = self._centroids[0], self._centroids[-1]
        if len(self._centroids) == 1:
            return first[0]
        if rank < 1:
            return self.least
        if rank < first[1] / 2:
            return self.least + _between(rank, 1, self.least, first[1] / 2, first[0])
        if rank <= self.weight - 1 and self.weight - rank <= last[1] / 2 and last[1] / 2 > 1:
            return self._near_top(rank)
        if rank >= self.weight - 1:
            return self.greatest
        return self._inside(rank)

    def _near_top(self, rank: float) -> float:
        mean, weight = self._centroids[-1]
        return self.greatest + _between(self.weight - rank, 1, self.greatest, weight / 2, mean)

    def _inside(self, rank: float) -> float:
        before = self._centroids[0][1] / 2
        for (left, left_weight), (right, right_weight) in pairwise(self._centroids):
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
        return self._near_top(rank) if rank <= self.weight - 1 and self._centroids[-1][1] / 2 > 1 else self.greatest


def _between(x: float, x0: float, y0: float, x1: float, y1: float) -> float:
    return (x - x0) / (x1 - x0) * (y1 - y0)
