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
_READ = {
    "%Y": r"\d{4}", "%m": r"\d\d", "%d": r"\d\d", "%H": r"(?:[01]\d|2[0-3])", "%M": r"[0-5]\d", "%S": r"[0-5]\d",
    "%b": "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", "%f": r"\d{1,6}", "%g": r"\d{3}",
    "%I": "(?:0[1-9]|1[0-2])", "%p": "(?:AM|PM)",
    "%-m": r"\d\d?", "%-d": r"\d\d?", "%-H": r"(?:1?\d|2[0-3])",
}  # fmt: skip
_OPEN = ("%f", "%-m", "%-d", "%-H")  # of no fixed width


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

    There must be a year, as what strptime takes for missing parts differs, and no digits behind a number of no fixed
    width.
    """
    pattern, made = "", list[str]()
    for element in flat(format_):
        specifier = _specifier(element)
        literal = isinstance(element, Literal)
        if specifier is None or (not literal and (specifier not in _READ or specifier in made)):
            return None
        if made and made[-1] in _OPEN and (not literal or specifier[0].isdigit()):
            return None
        pattern += re.escape(getattr(element, "text", "")) if literal else _READ[specifier]
        made.append(specifier)
    unambiguous = "%Y" in made and ("%I" in made) == ("%p" in made)
    return (pattern, "".join(made)) if unambiguous else None
