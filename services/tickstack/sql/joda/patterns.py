"""Joda's patterns, as ``format_datetime`` and ``parse_datetime`` take them.

https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html. A year that is followed by digits is
read with no more digits than it has letters, and two letters are a two-digit year.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from tickstack.sql.joda import english, fields
from tickstack.sql.joda.elements import Element, Format, Fraction, Literal, Number, TwoDigits
from tickstack.sql.joda.mysql import PatternError
from tickstack.sql.joda.offsets import Abbreviation, Offset, ZoneName

_YEARS = {"x": fields.WEEK_YEAR, "y": fields.YEAR, "Y": fields.YEAR_OF_ERA}
_NUMBERS = {
    "d": (fields.DAY_OF_MONTH, 2),
    "h": (fields.CLOCKHOUR_OF_HALFDAY, 2),
    "H": (fields.HOUR_OF_DAY, 2),
    "k": (fields.CLOCKHOUR_OF_DAY, 2),
    "K": (fields.HOUR_OF_HALFDAY, 2),
    "m": (fields.MINUTE_OF_HOUR, 2),
    "s": (fields.SECOND_OF_MINUTE, 2),
    "e": (fields.DAY_OF_WEEK, 1),
    "D": (fields.DAY_OF_YEAR, 3),
    "w": (fields.WEEK_OF_WEEK_YEAR, 2),
}
_DIGITS = frozenset("cCxyYdhHmsSeDFwWkK")
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def tokens(pattern: str) -> Iterator[tuple[str, bool]]:
    """Runs of one letter, and the text between them without its quotes: a pair's second says whether it is text."""
    at = 0
    while at < len(pattern):
        letter = pattern[at]
        if letter in _LETTERS:
            end = at + len(pattern[at:]) - len(pattern[at:].lstrip(letter))
            yield pattern[at:end], False
            at = end
            continue
        text, quoted = "", False
        while at < len(pattern) and (quoted or pattern[at] not in _LETTERS):
            if pattern[at : at + 2] == "''":
                text, at = text + "'", at + 2
            elif pattern[at] == "'":
                quoted, at = not quoted, at + 1
            else:
                text, at = text + pattern[at], at + 1
        yield text, True


def _numeric(token: tuple[str, bool] | None) -> bool:
    if token is None or token[1] or not token[0]:
        return False
    return token[0][0] in _DIGITS or (token[0][0] == "M" and len(token[0]) <= 2)


def _year(letters: str, digits_follow: bool, this_year: int) -> Element:
    field, count = _YEARS[letters[0]], len(letters)
    if count == 2:
        return TwoDigits(field, this_year - 30, lenient=not digits_follow)
    return Number(field, count, count if digits_follow else max(9, count), signed=letters[0] != "Y")


def _element(letters: str, digits_follow: bool, this_year: int) -> Element:  # noqa: PLR0911  a row for each letter
    letter, count = letters[0], len(letters)
    if letter in _YEARS:
        return _year(letters, digits_follow, this_year)
    if letter in _NUMBERS:
        field, most = _NUMBERS[letter]
        return Number(field, count, max(most, count))
    if letter == "M":
        return english.month(long=count > 3) if count > 2 else Number(fields.MONTH, count, 2)
    if letter == "Z":
        return ZoneName() if count > 2 else Offset(separated=count == 2)
    if letter == "C":
        return Number(fields.CENTURY_OF_ERA, count, count, signed=True)
    if letter == "E":
        return english.weekday(long=count > 3)
    if letter == "S":
        return Fraction(fields.SECONDS, count, count)
    if letter == "z":
        return Abbreviation(long=count > 3)
    if letter in "Ga":
        return english.era() if letter == "G" else english.halfday()
    raise PatternError(f"Illegal pattern component: {letters}")


@lru_cache(256)
def _elements(pattern: str, this_year: int) -> Format:
    found = list(tokens(pattern))
    if not found:
        raise PatternError("Invalid pattern specification")
    after = [*found[1:], None]
    return Format(
        tuple(
            Literal(text) if literal else _element(text, _numeric(following), this_year)
            for (text, literal), following in zip(found, after, strict=True)
        )
    )


def elements(pattern: str) -> Format:
    """The elements of a pattern. Raises PatternError."""
    return _elements(pattern, datetime.now(UTC).year)


def names_zone(pattern: str) -> bool:
    """Whether a pattern asks for a zone, which a plain timestamp has not."""
    quoted = False
    for letter in pattern:
        if letter == "'":
            quoted = not quoted
        elif letter in "zZ" and not quoted:
            return True
    return False
