"""A stream as its owner defined it, and its form on disk: a JSON object."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from tickstack.firehose.destination import Description


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What lasts of a stream beside its records. ``tags`` are values, or None, by key."""

    account: str
    region: str
    name: str
    description: Description
    created: datetime
    version: int = 1
    updated: datetime | None = None
    tags: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def arn(self) -> str:
        return f"arn:aws:firehose:{self.region}:{self.account}:deliverystream/{self.name}"

    def to_json(self) -> bytes:
        members: dict[str, Any] = {
            "account": self.account,
            "region": self.region,
            "name": self.name,
            "version": self.version,
            "created": self.created.isoformat(),
            "updated": self.updated and self.updated.isoformat(),
            "tags": dict(self.tags),
            "description": self.description,
        }
        return json.dumps(members, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read what ``to_json`` gave. Raises ValueError, KeyError or TypeError for anything else."""
        members = json.loads(text)
        created, updated = members.pop("created"), members.pop("updated")
        dates = datetime.fromisoformat(created), updated and datetime.fromisoformat(updated)
        return cls(created=dates[0], updated=dates[1], **members)
