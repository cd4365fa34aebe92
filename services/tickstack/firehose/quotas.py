"""Direct PUT's quotas of a stream: records, requests and bytes per second, by region.

Source: the developer guide's page on quotas. What exceeds them is refused, record by record where the call itself is
within them. A second's worth may be used at once.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from tickstack.firehose.put_faults import SLOW_DOWN

MIB = 1024 * 1024


@dataclass(frozen=True)
class Quota:
    """Per second; ``size`` in bytes."""

    records: int
    requests: int
    size: int


LARGE = Quota(500_000, 2_000, 5 * MIB)
OTHER = Quota(100_000, 1_000, MIB)
LARGE_REGIONS = frozenset({"us-east-1", "us-west-2", "eu-west-1"})


def quota_of(region: str) -> Quota:
    """The quota of each stream in ``region``."""
    return LARGE if region in LARGE_REGIONS else OTHER


class _Bucket:
    """What may still be taken, up to what one second allows."""

    def __init__(self, rate: int, now: float) -> None:
        self._rate = rate
        self._left = float(rate)
        self._at = now

    def refill(self, now: float) -> None:
        self._left = min(self._left + (now - self._at) * self._rate, self._rate)
        self._at = now

    def has(self, amount: int) -> bool:
        """A full bucket has any amount: what is larger than a second's worth empties it."""
        return self._left >= min(amount, self._rate)

    def take(self, amount: int) -> None:
        self._left -= amount


class Meter:
    """One stream's use of its quota. Its methods may be called from any thread."""

    def __init__(self, quota: Quota, now: float) -> None:
        """``now`` in monotonic seconds, here and below."""
        self._records = _Bucket(quota.records, now)
        self._requests = _Bucket(quota.requests, now)
        self._bytes = _Bucket(quota.size, now)
        self._lock = threading.Lock()

    def over(self, sizes: Sequence[int], now: float) -> set[int]:
        """The indexes of the records of a call that are too many. Raises AwsError when the call is."""
        with self._lock:
            for bucket in (self._records, self._requests, self._bytes):
                bucket.refill(now)
            if not self._requests.has(1):
                raise SLOW_DOWN.error()
            self._requests.take(1)
            return {index for index, size in enumerate(sizes) if not self._takes(size)}

    def _takes(self, size: int) -> bool:
        fits = self._records.has(1) and self._bytes.has(size)
        if fits:
            self._records.take(1)
            self._bytes.take(size)
        return fits
