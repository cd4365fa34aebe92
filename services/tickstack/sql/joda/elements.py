"""The parts of a format: each prints a moment's part and reads it from a text, as Joda's DateTimeFormatterBuilder does.

``read`` returns where it stopped, or the complement (``~at``) of the place where the text is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from tickstack.sql.joda import fields
from tickstack.sql.joda.bucket import Bucket, malformed
from tickstack.sql.joda.fields import Field


@dataclass(frozen=True)
class Moment:
    """A local time with the zone in which it is local."""

    local: int
    offset: int = 0
    zone: str = "UTC"


class Element(Protocol):
    """A part of a format."""

    def write(self, moment: Moment) -> str:
        """This part of a moment."""

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        """Read this part at ``at`` into the bucket."""


def digits_at(text: str, at: int, most: int) -> int:
    """How many ASCII digits stand at ``at``, at most ``most``."""
    count = 0
    while count < most and at + count < len(text) and "0" <= text[at + count] <= "9":
        count += 1
    return count


def padded(value: int, width: int) -> str:
    """A number with zeros before it and its sign before them."""
    return f"-{-value:0{width}d}" if value < 0 else f"{value:0{width}d}"


@dataclass(frozen=True)
class Literal:
    """Text that stands for itself, in any case."""

    text: str

    def write(self, moment: Moment) -> str:  # noqa: ARG002  the same of every moment
        return self.text

    def read(self, bucket: Bucket, text: str, at: int) -> int:  # noqa: ARG002  nothing to keep
        end = at + len(self.text)
        return end if text[at:end].lower() == self.text.lower() else ~at


@dataclass(frozen=True)
class Number:
    """A number with at least ``least`` digits when printed, at most ``most`` when read."""

    field: Field
    least: int
    most: int
    signed: bool = False

    def write(self, moment: Moment) -> str:
        return padded(self.field.get(moment.local), self.least)

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        negative, begin = False, at
        if self.signed and text[at : at + 1] in ("-", "+"):
            if digits_at(text, at + 1, 1) == 0:
                return ~at
            negative, begin = text[at] == "-", at + 1
        count = digits_at(text, begin, self.most)
        if count == 0:
            return ~at
        value = int(text[begin : begin + count])
        bucket.saved.append((self.field, -value if negative else value))
        return begin + count


@dataclass(frozen=True)
class TwoDigits:
    """The last two digits of a year, read as one of the hundred years around ``pivot``."""

    field: Field
    pivot: int
    lenient: bool = False

    def write(self, moment: Moment) -> str:
        return f"{abs(self.field.get(moment.local)) % 100:02d}"

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        sign = text[at : at + 1] if self.lenient and text[at : at + 1] in ("-", "+") else ""
        count = digits_at(text, at + len(sign), len(text) if self.lenient else 2)
        if count == 0 or (count != 2 and not self.lenient):
            return ~at
        end = at + len(sign) + count
        value = int(text[at + len(sign) : end])
        if count == 2 and not sign:
            low = self.pivot - 50
            value += low + (100 if value < low % 100 else 0) - low % 100
        bucket.saved.append((self.field, -value if sign == "-" else value))
        return end


@dataclass(frozen=True)
class Names:
    """A value's name, read also in its other length, and in capitals or small letters throughout."""

    field: Field
    written: Mapping[int, str]
    known: Mapping[str, int]

    def write(self, moment: Moment) -> str:
        return self.written[self.field.get(moment.local)]

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        longest = max(map(len, self.known))
        for end in range(min(len(text), at + longest), at, -1):
            value = self.known.get(text[at:end])
            if value is not None:
                bucket.saved.append((self.field, value))
                return end
        return ~at


def names(field: Field, values: Mapping[int, tuple[str, str]], *, long: bool) -> Names:
    """The names of a field's values, short and long."""
    known = {
        form: value for value, pair in values.items() for each in pair for form in (each, each.lower(), each.upper())
    }
    return Names(field, {value: pair[long] for value, pair in values.items()}, known)


@dataclass(frozen=True)
class Fraction:
    """The digits of a fraction of ``unit``: cut to milliseconds when read."""

    unit: int
    least: int
    most: int

    def write(self, moment: Moment) -> str:
        digits = padded(moment.local % self.unit * 10**self.most // self.unit, self.most)
        return digits[: self.least] + digits[self.least :].rstrip("0")

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        count = digits_at(text, at, self.most)
        if count == 0:
            return ~at
        tenths, scale = 0, self.unit * 10
        for digit in text[at : at + count]:
            scale //= 10
            tenths += int(digit) * scale
        bucket.saved.append((fields.milliseconds_of(self.unit), tenths // 10))
        return at + count


@dataclass(frozen=True)
class Format:
    """Elements one after the other."""

    parts: Sequence[Element]

    def write(self, moment: Moment) -> str:
        return "".join(part.write(moment) for part in self.parts)

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        for part in self.parts:
            at = part.read(bucket, text, at)
            if at < 0:
                return at
        return at


@dataclass(frozen=True)
class Choice:
    """The alternative that reads furthest; if ``optional``, none of them is right too."""

    parts: Sequence[Element]
    optional: bool = False

    def write(self, moment: Moment) -> str:
        raise NotImplementedError("printing a format of alternatives")

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        before, best, wrong = bucket.state(), at, at
        kept: tuple[list[tuple[Field, int]], int | None, str | None] | None = None
        for part in self.parts:
            end = part.read(bucket, text, at)
            if end > best:
                best, kept = end, (bucket.saved[before[0] :], bucket.offset, bucket.zone)
            wrong = max(wrong, ~end)
            bucket.restore(before)
        if kept is None:
            return at if self.optional else ~wrong
        bucket.saved += kept[0]
        bucket.offset, bucket.zone = kept[1:]
        return best


def optional(*parts: Element) -> Choice:
    """Elements that may be missing."""
    return Choice([Format(parts)], optional=True)


def read(format_: Element, text: str) -> Bucket:
    """The whole of a text in a format. Raises FormatError."""
    bucket = Bucket()
    end = format_.read(bucket, text, 0)
    if end < len(text):
        raise malformed(text, end if end >= 0 else ~end)
    return bucket
