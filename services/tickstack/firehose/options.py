"""What a user may set of the service itself, beside its streams."""

from dataclasses import dataclass

from tickstack.firehose.partitions import MAX_ACTIVE_PARTITIONS
from tickstack.firehose.put_faults import FaultRule

SHORTEST_VISIBLE = 0.2


@dataclass(frozen=True, kw_only=True)
class Options:
    """``creation``: seconds that a stream is CREATING or DELETING, and its encryption ENABLING or DISABLING.

    ``quotas``: whether Direct PUT's are enforced; ``faults``: the rule for streams that have none of their own;
    ``max_streams``: in one account and region; ``logs_only``: whether a stream that decompresses takes records of
    CloudWatch Logs alone; ``access``: whether roles and buckets are looked up at creation; ``partitions``: how many
    may be active in a stream.
    """

    time_scale: float = 1.0
    creation: float = 0.5
    quotas: bool = False
    faults: FaultRule | None = None
    max_streams: int = 5000
    logs_only: bool = True
    access: bool = False
    partitions: int = MAX_ACTIVE_PARTITIONS

    @property
    def transition(self) -> float:
        """``creation`` in scaled seconds: never so short that nobody sees it."""
        return max(self.creation / self.time_scale, min(self.creation, SHORTEST_VISIBLE))
