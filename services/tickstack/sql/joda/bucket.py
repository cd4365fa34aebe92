"""What a parser has read so far, and the instant that it amounts to: Joda's DateTimeParserBucket.

Fields are set twice, from the largest span to the smallest: first each rounds down what it sets, so that what the text
does not name is at its beginning, then each is set again, so that a day of the week moves no month.
"""

from dataclasses import dataclass, field

from tickstack.sql.joda import fields, zones
from tickstack.sql.joda.fields import Field, FieldError

_DEFAULT_YEAR = 2000


class FormatError(ValueError):
    """A text that is not of its format, in Joda's words."""


@dataclass
class Bucket:
    """Fields in the order in which they were read, and the offset or the zone, of which the last one counts."""

    saved: list[tuple[Field, int]] = field(default_factory=list)
    offset: int | None = None
    zone: str | None = None

    def state(self) -> tuple[int, int | None, str | None]:
        """What ``restore`` goes back to."""
        return len(self.saved), self.offset, self.zone

    def restore(self, state: tuple[int, int | None, str | None]) -> None:
        """Forget what was read since ``state``."""
        count, self.offset, self.zone = state
        del self.saved[count:]

    def local(self, text: str) -> int:
        """The local time that the fields give. Raises FormatError."""
        saved = sorted(self.saved, key=lambda pair: (-pair[0].span, -pair[0].unit))
        if saved and fields.default_year(saved[0][0]):
            saved = sorted([*saved, (fields.YEAR, _DEFAULT_YEAR)], key=lambda pair: (-pair[0].span, -pair[0].unit))
        local = 0
        try:
            for each, value in saved:
                local = each.floor(each.set(local, value))
            for each, value in saved:
                local = each.set(local, value)
        except FieldError as error:
            raise FormatError(f'Cannot parse "{text}": {error}') from None
        return saved[-1][0].floor(local) if saved else local

    def instant(self, text: str) -> tuple[int, str]:
        """Milliseconds since 1970 in UTC, and the zone that the text names, UTC if none. Raises FormatError."""
        local = self.local(text)
        if self.offset is not None:
            return local - self.offset, zones.offset_name(round(self.offset / 60_000))
        zone = self.zone or "UTC"
        offset = zones.offset_of_local(zone, local)
        if offset is None:
            message = f"Illegal instant due to time zone offset transition ({zone})"
            raise FormatError(f'Cannot parse "{text}": {message}')
        return local - offset, zone


def malformed(text: str, at: int) -> FormatError:
    """What Joda says of a text that it could read until ``at``."""
    shown = text if len(text) <= at + 35 else text[: at + 32] + "..."
    if at <= 0:
        return FormatError(f'Invalid format: "{shown}"')
    if at >= len(text):
        return FormatError(f'Invalid format: "{shown}" is too short')
    return FormatError(f'Invalid format: "{shown}" is malformed at "{shown[at:]}"')
