"""Dynamic partitioning: the values of a record's partition keys, which name the partition that it belongs to.

Sources: the developer guide's pages on dynamic partitioning, the texts of real error records. Values are put into the
key as they are, without Hive's escapes. [unsure] the code of a record beyond the active partitions, and the text of one
whose values make a prefix that is too long.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tickstack.firehose.faults import Fault

MAX_ACTIVE_PARTITIONS = 500

FROM_QUERY = "partitionKeyFromQuery"
FROM_LAMBDA = "partitionKeyFromLambda"


class PartitionKey(NamedTuple):
    """The expression ``!{namespace:name}`` of a prefix."""

    namespace: str
    name: str


type Values = Mapping[str, str | None]
type Partition = tuple[tuple[PartitionKey, str], ...]
"""A partition is the value of every key that the prefix names; without dynamic partitioning there is just ``()``."""

UNPARTITIONED: Partition = ()

type Query = Callable[[bytes], Values | Fault]
"""The values that a MetadataExtraction query takes out of a record."""

EXTRACTION_FAILED = "DynamicPartitioning.MetadataExtractionFailed"
NO_VALUE = Fault(EXTRACTION_FAILED, "partitionKeys values must not be null or empty")
TOO_LONG = Fault(EXTRACTION_FAILED, "The evaluated prefix must not be longer than 512 characters")
TOO_MANY_PARTITIONS = Fault(
    "DynamicPartitioning.ActivePartitionsLimitExceeded",
    "The number of active partitions has exceeded the configured limit",
)


@dataclass(frozen=True)
class Partitioning:
    """``keys`` are those of the prefix and how often each occurs; ``room`` is what its values may be long together.

    ``active`` is how many partitions may hold records at a time.
    """

    keys: tuple[tuple[PartitionKey, int], ...]
    query: Query | None = None
    room: int = 512
    active: int = MAX_ACTIVE_PARTITIONS

    def partition(self, data: bytes, given: Values | None) -> Partition | Fault:
        """The partition of a record's ``data``; ``given`` are the keys from the transformer."""
        queried: Values | Fault = {} if self.query is None else self.query(data)
        if isinstance(queried, Fault):
            return queried
        sources = {FROM_QUERY: queried, FROM_LAMBDA: given or {}}
        partition, length = [], 0
        for key, occurrences in self.keys:
            value = sources[key.namespace].get(key.name)
            if not value:
                return NO_VALUE
            partition.append((key, value))
            length += len(value) * occurrences
        return tuple(partition) if length <= self.room else TOO_LONG
