"""What the pipeline counts for the reports of a stream, until somebody takes it.

Source: the developer guide's pages on CloudWatch metrics and on errors of decompression. [unsure] whether faults of
dynamic partitioning are logged too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tickstack.firehose.faults import Failure, Fault
from tickstack.firehose.records import Record


@dataclass
class Amount:
    """Records and their bytes."""

    records: int = 0
    size: int = 0

    def add(self, size: int) -> None:
        """One record more."""
        self.records += 1
        self.size += size


@dataclass
class Tally:
    """``exceeded`` are records that found too many partitions, ``faults`` those of records before their delivery.

    What was ``decompressed`` counts as it came out, what was not (``compressed``) as it was put.
    """

    exceeded: int = 0
    faults: dict[Fault, None] = field(default_factory=dict)
    decompressed: Amount = field(default_factory=Amount)
    compressed: Amount = field(default_factory=Amount)

    def fault(self, fault: Fault) -> None:
        """A record ends for this: each is kept once, in the order of their occurrence."""
        self.faults.setdefault(fault)

    def decompression(self, made: Iterable[Record | Failure]) -> None:
        """Decompression made this of a record."""
        for each in made:
            if isinstance(each, Failure):
                self.compressed.add(len(each.record.source))
            else:
                self.decompressed.add(len(each.data))
