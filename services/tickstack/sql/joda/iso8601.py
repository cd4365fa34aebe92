"""ISO 8601's dates and times: calendar, ordinal and week dates, fractions of any unit, offsets.

The grammar is that of Joda's ISODateTimeFormat.dateTimeParser and dateElementParser.
"""

from tickstack.sql.joda import fields
from tickstack.sql.joda.elements import Choice, Element, Format, Fraction, Literal, Number, optional
from tickstack.sql.joda.fields import Field
from tickstack.sql.joda.offsets import Offset


def _part(mark: str, field: Field, least: int, most: int) -> Format:
    return Format((Literal(mark), Number(field, least, most)))


def _fraction(unit: int) -> Format:
    return Format((Choice((Literal("."), Literal(","))), Fraction(unit, 1, 9)))


def _year(field: Field) -> Element:
    return Number(field, 4, 9, signed=True)


DATE = Choice(
    (
        Format(
            (
                _year(fields.YEAR),
                optional(_part("-", fields.MONTH, 2, 2), optional(_part("-", fields.DAY_OF_MONTH, 2, 2))),
            )
        ),
        Format(
            (
                _year(fields.WEEK_YEAR),
                _part("-W", fields.WEEK_OF_WEEK_YEAR, 2, 2),
                optional(_part("-", fields.DAY_OF_WEEK, 1, 1)),
            )
        ),
        Format((_year(fields.YEAR), _part("-", fields.DAY_OF_YEAR, 3, 3))),
    )
)

_SECONDS = Format((_part(":", fields.SECOND_OF_MINUTE, 2, 2), optional(_fraction(fields.SECONDS))))
_MINUTES = Format(
    (_part(":", fields.MINUTE_OF_HOUR, 2, 2), Choice((_SECONDS, _fraction(fields.MINUTES)), optional=True))
)
_TIME = Format((Number(fields.HOUR_OF_DAY, 2, 2), Choice((_MINUTES, _fraction(fields.HOURS)), optional=True)))
_OFFSET = optional(Offset(separated=True))

DATE_TIME = Choice(
    (
        Format((Literal("T"), _TIME, _OFFSET)),
        Format((DATE, optional(Literal("T"), optional(_TIME), _OFFSET))),
    )
)
