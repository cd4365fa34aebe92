"""A stream as its owner defined it, and its form on disk: a JSON object."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from tickstack.firehose.destination import Description
from tickstack.firehose.encryption import Encryption, Failure

DIRECT_PUT = "DirectPut"
KINESIS = "KinesisStreamAsSource"
KINESIS_SOURCE = "KinesisStreamSourceDescription"

_DATES = ("created", "updated")


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What lasts of a stream beside its records.

    ``destination`` names the type of the destination that ``description`` describes, ``source`` is the member of
    DescribeDeliveryStream's ``Source`` of that name, and ``failure`` why the stream could not be created. ``tags`` are
    values, or None, by key; ``encryption_calls`` are the times of starts and stops, in epoch seconds.
    """

    account: str
    region: str
    name: str
    description: Description
    created: datetime
    destination: str = "ExtendedS3"
    type: str = DIRECT_PUT
    source: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    updated: datetime | None = None
    tags: Mapping[str, str | None] = field(default_factory=dict)
    encryption: Encryption = field(default_factory=Encryption)
    encryption_calls: tuple[float, ...] = ()
    failure: Failure | None = None

    @property
    def arn(self) -> str:
        return f"arn:aws:firehose:{self.region}:{self.account}:deliverystream/{self.name}"

    @property
    def kinesis_arn(self) -> str | None:
        """The Kinesis stream that is read, if one is."""
        described = self.source.get(KINESIS_SOURCE)
        return None if described is None else str(described["KinesisStreamARN"])

    def to_json(self) -> bytes:
        members: dict[str, Any] = {**vars(self), "tags": dict(self.tags), "encryption": self.encryption.to_members()}
        for name in _DATES:
            members[name] = members[name] and members[name].isoformat()
        return json.dumps(members, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read what ``to_json`` gave, in this version or an earlier one.

        Raises ValueError, KeyError or TypeError for anything else.
        """
        members = json.loads(text)
        for name in _DATES:
            members[name] = members[name] and datetime.fromisoformat(members[name])
        if "encryption" in members:
            members["encryption"] = Encryption.from_members(members["encryption"])
            members["encryption_calls"] = tuple(members["encryption_calls"])
        return cls(**members)
