"""MySQL's date formats, as ``date_format`` and ``date_parse`` take them.

https://trino.io/docs/current/functions/datetime.html#mysql-date-functions: a specifier that is not in the table is
the letter itself, and those that Trino does not have are an error.
"""

from functools import lru_cache

from tickstack.sql.joda import english, fields
from tickstack.sql.joda.elements import Element, Format, Fraction, Literal, Number, TwoDigits

REFUSED = "wUuVXD"

_HOUR, _MINUTE, _SECOND = (
    Number(field, 2, 2) for field in (fields.HOUR_OF_DAY, fields.MINUTE_OF_HOUR, fields.SECOND_OF_MINUTE)
)
_CLOCKHOUR, _COLON = Number(fields.CLOCKHOUR_OF_HALFDAY, 2, 2), Literal(":")

SPECIFIERS: dict[str, Element] = {
    "a": english.weekday(long=False),
    "b": english.month(long=False),
    "c": Number(fields.MONTH, 1, 2),
    "d": Number(fields.DAY_OF_MONTH, 2, 2),
    "e": Number(fields.DAY_OF_MONTH, 1, 2),
    "f": Fraction(fields.SECONDS, 6, 9),
    "H": _HOUR,
    "h": _CLOCKHOUR,
    "I": _CLOCKHOUR,
    "i": _MINUTE,
    "j": Number(fields.DAY_OF_YEAR, 3, 3),
    "k": Number(fields.HOUR_OF_DAY, 1, 2),
    "l": Number(fields.CLOCKHOUR_OF_HALFDAY, 1, 2),
    "M": english.month(long=True),
    "m": Number(fields.MONTH, 2, 2),
    "p": english.halfday(),
    "r": Format((_CLOCKHOUR, _COLON, _MINUTE, _COLON, _SECOND, Literal(" "), english.halfday())),
    "S": _SECOND,
    "s": _SECOND,
    "T": Format((_HOUR, _COLON, _MINUTE, _COLON, _SECOND)),
    "v": Number(fields.WEEK_OF_WEEK_YEAR, 2, 2),
    "x": Number(fields.WEEK_YEAR, 4, 4, signed=True),
    "W": english.weekday(long=True),
    "Y": Number(fields.YEAR, 4, 4, signed=True),
    "y": TwoDigits(fields.YEAR, 2020),
}


class PatternError(ValueError):
    """A pattern that Trino refuses, in its words."""


@lru_cache(256)
def elements(pattern: str) -> Format:
    """The elements of a pattern. Raises PatternError."""
    made: list[Element] = []
    letters = iter(pattern)
    for letter in letters:
        specifier = next(letters, None) if letter == "%" else ""
        if specifier is None:
            break
        if specifier and specifier in REFUSED:
            raise PatternError(f"%{specifier} not supported in date format string")
        made.append(SPECIFIERS.get(specifier) or Literal(specifier or letter))
    if not made:
        raise PatternError("Both printing and parsing not supported")
    return Format(tuple(made))
