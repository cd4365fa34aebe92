"""Elements that print and read a zone: its offset, its name, its abbreviation."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from tickstack.sql.joda import zones
from tickstack.sql.joda.bucket import Bucket
from tickstack.sql.joda.elements import Moment, digits_at

_UNITS = (3_600_000, 60_000, 1000)

# The abbreviations that Joda reads (DateTimeUtils.getDefaultTimeZoneNames).
_ABBREVIATED = {
    "UT": "UTC", "UTC": "UTC", "GMT": "UTC",
    "EST": "America/New_York", "EDT": "America/New_York", "CST": "America/Chicago", "CDT": "America/Chicago",
    "MST": "America/Denver", "MDT": "America/Denver", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
}  # fmt: skip
_LONG = {"UTC": "Coordinated Universal Time"} | {
    f"{letter}{kind}T": f"{name} {word} Time"
    for letter, name in (("E", "Eastern"), ("C", "Central"), ("M", "Mountain"), ("P", "Pacific"))
    for kind, word in (("S", "Standard"), ("D", "Daylight"))
}
_AMERICAN = frozenset(_ABBREVIATED.values())


@dataclass(frozen=True)
class Offset:
    """``+0530`` or ``+05:30``; ``Z`` is read too, and so are seconds and their fraction."""

    separated: bool

    def write(self, moment: Moment) -> str:
        minutes = abs(moment.offset) // 60_000
        sign = "-" if moment.offset < 0 else "+"
        return f"{sign}{minutes // 60:02d}{':' if self.separated else ''}{minutes % 60:02d}"

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        if text[at : at + 1] in ("Z", "z"):
            bucket.offset = 0
            return at + 1
        if text[at : at + 1] not in ("-", "+") or len(text) - at < 2:
            return ~at
        offset, end = _offset_digits(text, at + 1)
        if end >= 0:
            bucket.offset = -offset if text[at] == "-" else offset
        return end


def _offset_digits(text: str, at: int) -> tuple[int, int]:
    """The digits ``hh``, ``hhmm`` or ``hh:mm`` and finer ones, and where they end."""
    offset, separated = 0, False
    for number, unit in enumerate(_UNITS):
        begin = at
        if number and at >= len(text):
            return offset, at
        if number == 1:
            separated = text[at] == ":"
        if number and separated:
            if text[at] != ":":
                return offset, at
            begin += 1
        count = digits_at(text, begin, 2)
        if number and count == 0 and not separated:
            return offset, at
        if count < 2 or int(text[begin : begin + 2]) > (59 if number else 23):
            return 0, ~begin
        offset += int(text[begin : begin + 2]) * unit
        at = begin + 2
    return _milliseconds(text, at, separated, offset)


def _milliseconds(text: str, at: int, separated: bool, offset: int) -> tuple[int, int]:
    begin = at
    if separated and text[at : at + 1] in (".", ","):
        begin += 1
    elif separated or digits_at(text, at, 1) == 0:
        return offset, at
    count = digits_at(text, begin, 3)
    if count == 0:
        return 0, ~begin
    return offset + int(text[begin : begin + count].ljust(3, "0")), begin + count


@dataclass(frozen=True)
class ZoneName:
    """``America/New_York``."""

    def write(self, moment: Moment) -> str:
        return moment.zone

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        known = available_timezones()
        for end in range(len(text), at, -1):
            if text[at:end] in known:
                bucket.zone = zones.canonical(text[at:end]) or text[at:end]
                return end
        return ~at


@dataclass(frozen=True)
class Abbreviation:
    """``EST``, or ``Eastern Standard Time``. The names of few zones are the same everywhere: the others are refused."""

    long: bool

    def write(self, moment: Moment) -> str:
        if zones.fixed(moment.zone) is not None:
            return _LONG["UTC"] if self.long and moment.zone == "UTC" else moment.zone
        short = zones.abbreviation(moment.zone, moment.local - moment.offset)
        if not short.isalpha() or (self.long and moment.zone not in _AMERICAN):
            raise NotImplementedError(f"the {'' if self.long else 'short '}name of the time zone {moment.zone}")
        return _LONG[short] if self.long else short

    def read(self, bucket: Bucket, text: str, at: int) -> int:
        if self.long:
            raise NotImplementedError("reading the name of a time zone")
        for end in range(min(len(text), at + 3), at, -1):
            if text[at:end] in _ABBREVIATED:
                bucket.zone = _ABBREVIATED[text[at:end]]
                return end
        return ~at
