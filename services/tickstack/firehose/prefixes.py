"""The prefixes and names of objects in S3: expressions ``!{namespace:value}``, their rules, and the default dates.

Source: the developer guide's pages on custom prefixes; where its tables and captures of the service disagree, the
captures win (a prefix with expressions but without ``timestamp`` or partition keys gets the default date appended).
"""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from tickstack.errors import AwsError
from tickstack.firehose.java_time import PatternError, formatter
from tickstack.firehose.partitions import FROM_LAMBDA, FROM_QUERY, Partitioning, PartitionKey, Query

DEFAULT_DATE = "yyyy/MM/dd/HH/"
MAX_EVALUATED_LENGTH = 512

_EXPRESSION = re.compile(r"!\{([A-Za-z]+):([^}]*)\}")
_PARTITION_KEYS = {FROM_QUERY, FROM_LAMBDA}
_FIREHOSE_VALUES = {"random-string", "error-output-type"}


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidArgumentException", message)


def random_string() -> str:
    """A value of ``!{firehose:random-string}``: 11 characters, the head of a UUID."""
    return str(uuid.uuid4())[:11]


@dataclass(frozen=True)
class Occasion:
    """What a key is made of beside its prefix: the instant in the stream's zone, the kind of error, the partition."""

    instant: datetime
    error_type: str = ""
    partition: Mapping[PartitionKey, str] = field(default_factory=dict)
    random: Callable[[], str] = random_string


@dataclass(frozen=True)
class Expression:
    """``!{namespace:value}``."""

    namespace: str
    value: str

    @cached_property
    def evaluate(self) -> Callable[[Occasion], str]:
        """The function that gives the expression's text. Raises InvalidArgumentException for an unknown one."""
        if self.namespace == "timestamp":
            try:
                text = formatter(self.value)
            except PatternError as error:
                raise _invalid(f"Invalid timestamp expression {self.value}: {error}") from None
            return lambda occasion: text(occasion.instant)
        if self.namespace == "firehose" and self.value in _FIREHOSE_VALUES:
            if self.value == "random-string":
                return lambda occasion: occasion.random()
            return lambda occasion: occasion.error_type
        if self.namespace in _PARTITION_KEYS and self.value:
            key = PartitionKey(self.namespace, self.value)
            return lambda occasion: occasion.partition[key]
        raise _invalid(f"Prefix contains an invalid expression: !{{{self.namespace}:{self.value}}}")


@dataclass(frozen=True)
class Prefix:
    """A parsed prefix: literal text and expressions in their order."""

    parts: tuple[str | Expression, ...]

    @classmethod
    def parse(cls, text: str) -> "Prefix":
        """Parse ``text``. Raises InvalidArgumentException when ``!{`` does not begin a valid expression."""
        parts: list[str | Expression] = []
        position = 0
        for match in _EXPRESSION.finditer(text):
            parts += [text[position : match.start()], Expression(match[1], match[2])]
            position = match.end()
        parts.append(text[position:])
        if any(isinstance(part, str) and "!{" in part for part in parts):
            raise _invalid("Prefix may contain !{ only as part of an expression !{namespace:value}")
        prefix = cls(tuple(part for part in parts if part))
        for expression in prefix.expressions:
            _ = expression.evaluate
        return prefix

    @property
    def expressions(self) -> list[Expression]:
        return [part for part in self.parts if isinstance(part, Expression)]

    @property
    def partition_keys(self) -> tuple[PartitionKey, ...]:
        """The partition keys that the prefix names, each once."""
        named = (PartitionKey(each.namespace, each.value) for each in self.expressions)
        return tuple(dict.fromkeys(key for key in named if key.namespace in _PARTITION_KEYS))

    def uses(self, namespace: str, value: str | None = None) -> bool:
        """Whether an expression of ``namespace`` (and ``value``) occurs."""
        return any(each.namespace == namespace and value in {None, each.value} for each in self.expressions)

    def followed_by(self, text: str) -> "Prefix":
        return Prefix(self.parts + Prefix.parse(text).parts)

    def evaluated_length(self) -> int:
        """The length of what it gives on a long date, without the values of its partition keys."""
        instant = datetime(2000, 12, 31, 23, 59, 59, tzinfo=ZoneInfo("UTC"))
        values = dict.fromkeys(self.partition_keys, "")
        return len(self.evaluate(Occasion(instant, "metadata-extraction-failed", values)))

    def evaluate(self, occasion: Occasion) -> str:
        return "".join(part if isinstance(part, str) else part.evaluate(occasion) for part in self.parts)


@dataclass(frozen=True)
class Prefixes:
    """The prefixes of a destination as they are evaluated: of its data, and of what failed."""

    data: Prefix
    errors: Prefix


def prefixes(data: str, errors: str, *, partitioned: bool = False) -> Prefixes:
    """The prefixes for the configured texts (empty when there is none), with the implicit parts appended.

    ``partitioned``: with dynamic partitioning. Raises InvalidArgumentException for what AWS refuses when a stream is
    created.
    """
    data_prefix, error_prefix = Prefix.parse(data), Prefix.parse(errors)
    _check(data_prefix, error_prefix, partitioned)
    date = f"!{{timestamp:{DEFAULT_DATE}}}"
    dated = data_prefix
    if not data_prefix.uses("timestamp") and not data_prefix.partition_keys:
        dated = data_prefix.followed_by(date)
    if error_prefix.expressions:
        return Prefixes(dated, error_prefix)
    base = error_prefix if errors else data_prefix
    return Prefixes(dated, base.followed_by(f"!{{firehose:error-output-type}}/{date}"))


def _check(data: Prefix, errors: Prefix, partitioned: bool) -> None:
    if data.uses("firehose", "error-output-type"):
        raise _invalid("Prefix cannot contain !{firehose:error-output-type}")
    if errors.partition_keys:
        raise _invalid("ErrorOutputPrefix cannot contain Dynamic Partitioning namespaces")
    if data.partition_keys and not partitioned:
        raise _invalid(
            "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is "
            "enabled."
        )
    if partitioned and not data.partition_keys:
        raise _invalid("S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled")
    if data.expressions and not errors.parts:
        raise _invalid("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions")
    if errors.expressions and not errors.uses("firehose", "error-output-type"):
        raise _invalid("ErrorOutputPrefix must contain !{firehose:error-output-type} when it contains expressions")
    for name, prefix in (("Prefix", data), ("ErrorOutputPrefix", errors)):
        if prefix.evaluated_length() > MAX_EVALUATED_LENGTH:
            raise _invalid(f"{name} cannot be longer than {MAX_EVALUATED_LENGTH} characters after evaluation")


def partitioning(prefix: Prefix, query: Query | None, active: int) -> Partitioning:
    """The partitions that a prefix names, ``active`` of them at a time."""
    room = MAX_EVALUATED_LENGTH - prefix.evaluated_length()
    named = Counter(PartitionKey(each.namespace, each.value) for each in prefix.expressions)
    return Partitioning(tuple((key, named[key]) for key in prefix.partition_keys), query, room, active)


def object_key(prefix: Prefix, stream: str, version: str, occasion: Occasion, extension: str = "") -> str:
    """The key of an object: ``<prefix><stream>-<version>-yyyy-MM-dd-HH-mm-ss-<uuid><extension>``."""
    date = occasion.instant.strftime("%Y-%m-%d-%H-%M-%S")
    return f"{prefix.evaluate(occasion)}{stream}-{version}-{date}-{uuid.uuid4()}{extension}"
