"""Seeded random numbers that are addressed, not drawn in turn, and a random walk made of them.

The walk's value on a day follows from the seed, the name and the day alone: midpoints are displaced between anchors,
so that no other day has to be visited and every request sees the same path.
"""

import math
import struct
from functools import cache
from hashlib import blake2b

SPAN = 128
"""Days between two anchors of the walk."""
WANDER = 0.1
"""Standard deviation of the anchors, as a logarithm: how far prices get from their level over years."""


class Walk:
    """``uniforms`` and ``normals`` at an address; ``level`` of the walk on a day."""

    def __init__(self, seed: int, name: str, volatility: float) -> None:
        self.name = f"{seed}|{name}"
        self.volatility = volatility
        self._displacement = cache(lambda day: self.normals("level", day)[0])

    def uniforms(self, *address: object) -> tuple[float, ...]:
        """Eight numbers between 0 and 1, both excluded at the lower end."""
        digest = blake2b(f"{self.name}|{address}".encode()).digest()
        return tuple(((number >> 11) + 0.5) / 2**53 for number in struct.unpack("<8Q", digest))

    def normals(self, *address: object) -> tuple[float, ...]:
        """Four normally distributed numbers (Box and Muller)."""
        u = self.uniforms(*address)
        return tuple(math.sqrt(-2 * math.log(u[i])) * math.cos(2 * math.pi * u[i + 1]) for i in range(0, 8, 2))

    def level(self, day: int) -> float:
        """The walk on ``day`` (an ordinal), as a logarithm around 0."""
        left = day // SPAN * SPAN
        right = left + SPAN
        at_left, at_right = (WANDER * self._displacement(anchor) for anchor in (left, right))
        while left != day:
            middle = (left + right) // 2
            spread = self.volatility * math.sqrt(right - left) / 2
            at_middle = (at_left + at_right) / 2 + spread * self._displacement(middle)
            if day >= middle:
                left, at_left = middle, at_middle
            else:
                right, at_right = middle, at_middle
        return at_left
