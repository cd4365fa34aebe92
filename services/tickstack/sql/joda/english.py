"""The names of months, days and halves of a day in Java's locale en-US."""

# ruff: noqa: SIM905 -- one line instead of twelve

from tickstack.sql.joda import fields
from tickstack.sql.joda.elements import Names, names

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def month(*, long: bool) -> Names:
    """``May``."""
    return names(fields.MONTH, {n: (name[:3], name) for n, name in enumerate(_MONTHS, 1)}, long=long)


def weekday(*, long: bool) -> Names:
    """``Thu``, ``Thursday``."""
    return names(fields.DAY_OF_WEEK, {n: (name[:3], name) for n, name in enumerate(_DAYS, 1)}, long=long)


def halfday() -> Names:
    """``AM``, ``PM``."""
    return names(fields.HALFDAY_OF_DAY, {0: ("AM", "AM"), 1: ("PM", "PM")}, long=True)


def era() -> Names:
    """``BC``, ``AD``; ``BCE`` and ``CE`` are read too."""
    made = names(fields.ERA, {0: ("BC", "BC"), 1: ("AD", "AD")}, long=True)
    return Names(made.field, made.written, {**made.known, "BCE": 0, "bce": 0, "CE": 1, "ce": 1})
