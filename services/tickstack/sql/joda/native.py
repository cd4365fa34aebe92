"""Formats in the language of DuckDB's strftime and strptime, where those mean the same: they are much faster."""

import re

from tickstack.sql.joda import english, fields
from tickstack.sql.joda.elements import Element, Format, Fraction, Literal, Names, Number, TwoDigits

_NUMBERS = {
    ("year", 4): "%Y", ("yearOfEra", 4): "%Y", ("weekyear", 4): "%G", ("weekOfWeekyear", 2): "%V",
    ("monthOfYear", 2): "%m", ("monthOfYear", 1): "%-m", ("dayOfMonth", 2): "%d", ("dayOfMonth", 1): "%-d",
    ("dayOfYear", 3): "%j", ("dayOfWeek", 1): "%u", ("hourOfDay", 2): "%H", ("hourOfDay", 1): "%-H",
    ("clockhourOfHalfday", 2): "%I", ("clockhourOfHalfday", 1): "%-I", ("minuteOfHour", 2): "%M",
    ("minuteOfHour", 1): "%-M", ("secondOfMinute", 2): "%S", ("secondOfMinute", 1): "%-S",
}  # fmt: skip
_FRACTIONS = {6: "%f", 3: "%g"}
_NAMES = (
    (english.month(long=True), "%B"), (english.month(long=False), "%b"), (english.halfday(), "%p"),
    (english.weekday(long=True), "%A"), (english.weekday(long=False), "%a"),
)  # fmt: skip
_READ = {"%Y": r"\d{4}", "%m": r"\d\d", "%d": r"\d\d", "%H": r"(?:[01]\d|2[0-3])", "%M": r"[0-5]\d", "%S": r"[0-5]\d"}


def flat(format_: Format) -> list[Element]:
    """The elements of a format without nesting."""
    made: list[Element] = []
    for part in format_.parts:
        made += flat(part) if isinstance(part, Format) else [part]
    return made


def _specifier(element: Element) -> str | None:
    if isinstance(element, Literal):
        return element.text.replace("%", "%%")
    if isinstance(element, Number):
        return _NUMBERS.get((element.field.name, element.least))
    if isinstance(element, Names):
        return next((made for known, made in _NAMES if known == element), None)
    if isinstance(element, Fraction) and element.unit == fields.SECONDS:
        return _FRACTIONS.get(element.least)
    return "%y" if isinstance(element, TwoDigits) and element.field is fields.YEAR else None


def strftime(format_: Format) -> str | None:
    """The format for strftime of years from 1 to 9999 and whole milliseconds, or None."""
    made = [_specifier(element) for element in flat(format_)]
    return None if None in made else "".join(map(str, made))


def strptime(format_: Format) -> tuple[str, str] | None:
    """What a text must match to be read with strptime, and the format for that; or None.

    Only numbers of fixed width, among them a year: what strptime takes for missing parts differs.
    """
    pattern, made, seen = "", "", set()
    for element in flat(format_):
        specifier = _specifier(element)
        if specifier is None:
            return None
        if not isinstance(element, Literal):
            if specifier not in _READ or specifier in seen:
                return None
            seen.add(specifier)
        pattern += _READ[specifier] if not isinstance(element, Literal) else re.escape(element.text)
        made += specifier
    return (pattern, made) if "%Y" in seen else None
