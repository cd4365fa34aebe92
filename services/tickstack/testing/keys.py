"""Which objects are a stream's data and which its errors, by the prefixes of its destination.

The expressions and defaults are those of "Custom prefixes for Amazon S3 objects" in Firehose's developer guide.
"""

import re
from dataclasses import dataclass
from typing import Any, Self

ERROR_TYPES = (
    "processing-failed",
    "format-conversion-failed",
    "dynamic-partitioning-failed",
    "encryption-failed",
)
EXPRESSION = re.compile(r"!\{([^}]*)\}")
ERROR_TYPE = "firehose:error-output-type"


@dataclass(frozen=True)
class Keys:
    """The keys of a destination in ``bucket``: ``data`` is the fixed part of its prefix."""

    bucket: str
    data: str
    _errors: re.Pattern[str]

    @classmethod
    def of(cls, destination: dict[str, Any]) -> Self:
        """Of an ExtendedS3DestinationDescription."""
        prefix = destination.get("Prefix", "")
        errors = destination.get("ErrorOutputPrefix") or f"{prefix}!{{{ERROR_TYPE}}}/"
        bucket = destination["BucketARN"].rpartition(":")[2]
        return cls(bucket, _fixed(prefix), re.compile(_pattern(errors)))

    def is_error(self, key: str) -> bool:
        return bool(self._errors.match(key))

    def is_data(self, key: str) -> bool:
        return key.startswith(self.data) and not self.is_error(key)


def _fixed(prefix: str) -> str:
    return EXPRESSION.split(prefix, maxsplit=1)[0]


def _pattern(prefix: str) -> str:
    parts = EXPRESSION.split(prefix)  # text, expression, text, ... text
    texts = [re.escape(text) for text in parts[::2]]
    found = [f"({'|'.join(ERROR_TYPES)})" if name == ERROR_TYPE else "[^/]+" for name in parts[1::2]]
    return "".join(text + rest for text, rest in zip(texts, [*found, ""], strict=True))
