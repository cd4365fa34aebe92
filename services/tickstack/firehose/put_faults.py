"""Records that a put refuses on purpose, so that a producer's retry can be tested: which ones follows from a rule.

A rule is text of words such as ``every=3 error=InternalFailure``:

every=N     every Nth record that is offered to the stream fails
share=P%    that share of the records fails, spread evenly
calls=N     every Nth call fails as a whole
error=CODE  with ServiceUnavailableException (the default) or InternalFailure

It counts from the moment it is set, and is the same for the same records in the same order.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, Self

from tickstack.errors import AwsError

TAG = "tickstack:put-faults"
"""The tag of a stream whose value is its rule."""


class Refusal(NamedTuple):
    """How a record, or a whole call, is refused."""

    code: str
    message: str
    status: int

    def error(self) -> AwsError:
        """The refusal of a whole call."""
        return AwsError(self.code, self.message, status=self.status)


SLOW_DOWN = Refusal("ServiceUnavailableException", "Slow down.", 503)
INTERNAL_FAILURE = Refusal("InternalFailure", "Internal service failure", 500)

_REFUSALS = {refusal.code: refusal for refusal in (SLOW_DOWN, INTERNAL_FAILURE)}
_SHAPE = "every=N, share=P% or calls=N, and error=ServiceUnavailableException or error=InternalFailure"


@dataclass(frozen=True, kw_only=True)
class FaultRule:
    """``every`` and ``calls`` are counts, ``share`` is a part of one."""

    every: int | None = None
    share: Fraction = Fraction(0)
    calls: int | None = None
    refusal: Refusal = SLOW_DOWN

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a rule. Raises ValueError that says what a rule is."""
        words = dict(word.partition("=")[::2] for word in text.split())
        try:
            every, calls = (_count(words.pop(name)) if name in words else None for name in ("every", "calls"))
            share = _share(words.pop("share")) if "share" in words else Fraction(0)
            refusal = _REFUSALS[words.pop("error", SLOW_DOWN.code)]
        except (ValueError, KeyError):
            raise ValueError(f"{text!r} is no rule of put faults: it takes {_SHAPE}") from None
        if words or not (every or calls or share):
            raise ValueError(f"{text!r} is no rule of put faults: it takes {_SHAPE}")
        return cls(every=every, share=share, calls=calls, refusal=refusal)

    def record(self, number: int) -> bool:
        """Whether the record fails that is the ``number``-th, from 1, that was offered."""
        if self.every is not None and number % self.every == 0:
            return True
        return int(number * self.share) > int((number - 1) * self.share)

    def call(self, number: int) -> bool:
        """Whether the ``number``-th call fails."""
        return self.calls is not None and number % self.calls == 0


def rule_of(tags: Mapping[str, str | None]) -> FaultRule | None:
    """The rule in a stream's tags. Raises InvalidArgumentException where it is none."""
    text = tags.get(TAG)
    if not text:
        return None
    try:
        return FaultRule.parse(text)
    except ValueError as error:
        raise AwsError("InvalidArgumentException", str(error)) from None


class Faults:
    """A rule at work on one stream. Its methods may be called from any thread."""

    def __init__(self, rule: FaultRule) -> None:
        self.rule = rule
        self._calls = 0
        self._records = 0
        self._lock = threading.Lock()

    def of(self, count: int) -> set[int]:
        """The indexes of those of ``count`` records that fail. Raises AwsError when the whole call does."""
        with self._lock:
            self._calls += 1
            if self.rule.call(self._calls):
                raise self.rule.refusal.error()
            first, self._records = self._records, self._records + count
        return {index for index in range(count) if self.rule.record(first + index + 1)}


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise ValueError("a count is a whole number above 0")
    return int(text)


def _share(text: str) -> Fraction:
    share = Fraction(text.removesuffix("%")) / 100
    if not (text.endswith("%") and 0 < share <= 1):
        raise ValueError("a share is from above 0% to 100%")
    return share
