"""The hash key space that shards divide among themselves: 128 bits, where MD5 places a partition key."""

import hashlib

SPACE = 2**128


def hash_key(partition_key: str) -> int:
    """Where a partition key lies."""
    return int.from_bytes(hashlib.md5(partition_key.encode(), usedforsecurity=False).digest())


def starts(count: int) -> list[int]:
    """Where each of ``count`` shards of equal size starts."""
    return [number * SPACE // count for number in range(count)]
