"""Sequence numbers in the form of the real service: 56 digits that hold more than an order.

In hexadecimal: ``2``, when the shard was made (seconds, 9 digits), the last digit of the shard's number, the position
(16), two zeros, the arrival (seconds, 9), the shard's number (8), and the version, ``2``. Source: what the authors of
Kinesalite found in numbers of the real service.
"""

from typing import NamedTuple

LAST_POSITION = 0x7FFFFFFFFFFFFFFF
"""The position in the number with which a closed shard ends."""

_DIGITS = 47


class SequenceNumber(NamedTuple):
    """``shard_made`` and ``arrived`` are seconds since the epoch; ``position`` counts a stream's records."""

    shard_made: int
    shard: int
    position: int
    arrived: int

    def __str__(self) -> str:
        low = self.arrived << 36 | self.shard << 4 | 2
        return str(2 << 184 | self.shard_made << 148 | (self.shard & 15) << 144 | self.position << 80 | low)


def parse(text: str) -> SequenceNumber:
    """Read a sequence number. Raises ValueError for a number of another form."""
    digits = f"{int(text):x}"
    if len(digits) != _DIGITS or digits[0] != "2" or digits[-1] != "2":
        raise ValueError(f"{text} is not a sequence number")
    made, position, arrived, shard = digits[1:10], digits[11:27], digits[29:38], digits[38:46]
    return SequenceNumber(int(made, 16), int(shard, 16), int(position, 16), int(arrived, 16))
