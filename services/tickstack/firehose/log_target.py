"""Where a destination's error logs go."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True)
class LogTarget:
    """A log stream of CloudWatch."""

    group: str
    stream: str

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self | None:
        """The target in stored CloudWatchLoggingOptions, None where they are off."""
        return cls(options.get("LogGroupName", ""), options.get("LogStreamName", "")) if options["Enabled"] else None
