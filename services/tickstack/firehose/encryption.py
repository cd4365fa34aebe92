"""Server-side encryption of a stream: what was asked for last, how that ends, and whether records are encrypted.

Source: StartDeliveryStreamEncryption and StopDeliveryStreamEncryption in the API reference. Nothing is enciphered
here, where the journal is a user's own file: the state, its changes and the key's refusals are those of AWS.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from tickstack.errors import AwsError

AWS_OWNED = "AWS_OWNED_CMK"
MAX_CALLS = 25
CALLS_WINDOW = 24 * 3600.0
"""In seconds: starts and stops of one stream are counted together."""

type Failure = Mapping[str, str]
"""A FailureDescription: ``Type`` (``KMS_KEY_NOT_FOUND``) and ``Details``."""


@dataclass(frozen=True, kw_only=True)
class Key:
    """``arn`` is None for the key that AWS owns."""

    type: str = AWS_OWNED
    arn: str | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any] | None) -> Self:
        """The key of a DeliveryStreamEncryptionConfigurationInput, of which all may be missing."""
        given = given or {}
        return cls(type=given.get("KeyType") or AWS_OWNED, arn=given.get("KeyARN"))


@dataclass(frozen=True, kw_only=True)
class Encryption:
    """``status`` is the one that it comes to; ``key`` the one in force, where there is one.

    ``wanted`` is the key of the last start, ``failure`` why that could not be had: then the former key stays in force.
    """

    status: str = "DISABLED"
    key: Key | None = None
    wanted: Key | None = None
    failure: Failure | None = None

    def started(self, wanted: Key, failure: Failure | None) -> "Encryption":
        """After a start with ``wanted``."""
        if failure is None:
            return Encryption(status="ENABLED", key=wanted, wanted=wanted)
        return Encryption(status="ENABLING_FAILED", key=self.key, wanted=wanted, failure=failure)

    @property
    def changing(self) -> str:
        """The status until it is the one that it comes to."""
        return "DISABLING" if self.status == "DISABLED" else "ENABLING"

    def described(self, *, settled: bool) -> dict[str, Any]:
        """The DeliveryStreamEncryptionConfiguration of DescribeDeliveryStream."""
        description: dict[str, Any] = {"Status": self.status if settled else self.changing}
        if self.wanted is not None:
            description["KeyType"] = self.wanted.type
            if self.wanted.arn is not None:
                description["KeyARN"] = self.wanted.arn
        if settled and self.failure is not None:
            description["FailureDescription"] = dict(self.failure)
        return description

    def to_members(self) -> dict[str, Any]:
        """The members of its JSON form."""
        return asdict(self)

    @classmethod
    def from_members(cls, members: Mapping[str, Any]) -> Self:
        """Read what ``to_members`` gave. Raises TypeError or KeyError for anything else."""
        keys = {name: Key(**members[name]) if members[name] else None for name in ("key", "wanted")}
        return cls(**{**members, **keys})


def counted_calls(name: str, calls: Sequence[float], now: float, time_scale: float) -> tuple[float, ...]:
    """The times of the starts and stops of the stream ``name`` that count, with one more ``now``, in epoch seconds.

    Raises LimitExceededException.
    """
    counting = tuple(time for time in calls if now - time < CALLS_WINDOW / time_scale)
    if len(counting) >= MAX_CALLS:
        raise AwsError(
            "LimitExceededException",
            f"You have reached the limit of {MAX_CALLS} StartDeliveryStreamEncryption and "
            f"StopDeliveryStreamEncryption calls in 24 hours for firehose {name}",
        )
    return (*counting, now)
