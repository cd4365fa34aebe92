"""A delivery stream as the control plane knows it: its states, which follow from the clock, and what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tickstack.errors import AwsError
from tickstack.firehose.definition import DIRECT_PUT, KINESIS, Definition
from tickstack.firehose.encryption import Key
from tickstack.firehose.put_faults import SLOW_DOWN, FaultRule, Faults, Refusal
from tickstack.firehose.quotas import Meter
from tickstack.firehose.state import StreamFiles
from tickstack.firehose.stream import RunningStream

ALWAYS = float("-inf")


@dataclass(eq=False)
class DeliveryStream:
    """The times are monotonic seconds: when it is ACTIVE, when it is gone, when its encryption has changed.

    ``former_key`` is in force until then.
    """

    definition: Definition
    files: StreamFiles
    running: RunningStream
    active_at: float = ALWAYS
    gone_at: float | None = None
    encrypted_at: float = ALWAYS
    former_key: Key | None = None
    faults: Faults | None = None
    meter: Meter | None = None
    key_checked: float = field(default=ALWAYS)

    def status(self, now: float) -> str:
        if self.gone_at is not None:
            return "DELETING"
        if self.active_at > now:
            return "CREATING"
        return "ACTIVE" if self.definition.failure is None else "CREATING_FAILED"

    def encryption_settled(self, now: float) -> bool:
        return self.encrypted_at <= now

    def key(self, now: float) -> Key | None:
        """The key that records are encrypted with, None where they are not."""
        return self.definition.encryption.key if self.encryption_settled(now) else self.former_key

    def check_encryptable(self, now: float) -> None:
        """Raises InvalidArgumentException or ResourceInUseException where its encryption cannot be changed now."""
        definition = self.definition
        if definition.type != DIRECT_PUT:
            raise AwsError(
                "InvalidArgumentException",
                f"Server-side encryption of {definition.name} is not supported: its type is {definition.type}, not "
                f"{DIRECT_PUT}",
            )
        if (status := self.status(now)) != "ACTIVE":
            raise AwsError(
                "ResourceInUseException",
                f"Firehose {definition.name} under account {definition.account} is in {status} state",
            )
        if not self.encryption_settled(now):
            raise AwsError(
                "ResourceInUseException",
                f"Server-side encryption of firehose {definition.name} under account {definition.account} is "
                f"{definition.encryption.changing}",
            )

    def govern(self, rule: FaultRule | None) -> None:
        """Refuse records by ``rule``; one that is at work already goes on counting."""
        if rule is None:
            self.faults = None
        elif self.faults is None or self.faults.rule != rule:
            self.faults = Faults(rule)

    def refused(self, sizes: Sequence[int], now: float) -> dict[int, Refusal]:
        """How the records of a put are refused, by their index, given the sizes of all.

        Raises AwsError when the put is refused as a whole.
        """
        if self.definition.type == KINESIS:
            raise AwsError(
                "InvalidArgumentException",
                "This operation is not permitted on KinesisStreamAsSource delivery stream type.",
            )
        refusals: dict[int, Refusal] = {}
        if self.meter is not None:
            if over := self.meter.over(sizes, now):
                self.running.throttled(len(over))
            refusals |= dict.fromkeys(over, SLOW_DOWN)
        if self.faults is not None:
            refusals |= dict.fromkeys(self.faults.of(len(sizes)), self.faults.rule.refusal)
        return refusals
