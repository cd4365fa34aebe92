"""When a crawler runs by itself: ``cron(minutes hours day-of-month month day-of-week year)``, in UTC.

https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html
"""

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

_EXPRESSION = re.compile(r"cron\(([^()]*)\)")
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_WEEKDAYS = {name: number for number, name in enumerate(("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"), 1)}
_CLOSEST = 5
_AHEAD = 5 * 366
"""Days in which a time is looked for: what does not come in five years does not come."""

type _Days = Callable[[date], bool]


@dataclass(frozen=True)
class Schedule:
    """The moments at which a crawler is due."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    is_day: _Days

    def next_after(self, moment: datetime) -> datetime | None:
        """The first moment that is later; None if there is none for years."""
        for ahead in range(_AHEAD):
            day = moment.date() + timedelta(days=ahead)
            if not self.is_day(day):
                continue
            for at in self._times(day, moment):
                if at > moment:
                    return at
        return None

    def _times(self, day: date, moment: datetime) -> Iterator[datetime]:
        for hour in self.hours:
            for minute in self.minutes:
                yield datetime.combine(day, time(hour, minute), moment.tzinfo)


def parse(expression: str) -> Schedule:
    """Raises ValueError for what is no schedule, and for one that comes round more than every five minutes."""
    found = _EXPRESSION.fullmatch(expression.strip())
    fields = found[1].split() if found else []
    if len(fields) != 6:
        raise ValueError(expression)
    minutes, hours, in_month, month, in_week, year = fields
    if (in_month == "?") == (in_week == "?"):
        raise ValueError(expression)
    months, years = _numbers(month, 1, 12, _MONTHS), _numbers(year, 1970, 2199)
    is_day = _week_days(in_week) if in_month == "?" else _month_days(in_month)
    schedule = Schedule(
        _numbers(minutes, 0, 59),
        _numbers(hours, 0, 23),
        lambda day: day.month in months and day.year in years and is_day(day),
    )
    every = (*schedule.minutes, schedule.minutes[0] + 60)
    if any(later - sooner < _CLOSEST for sooner, later in pairwise(every)):
        raise ValueError(expression)
    return schedule


def _numbers(field: str, first: int, last: int, names: dict[str, int] | None = None) -> tuple[int, ...]:
    """``*``, ``5``, ``1-5``, ``0/15``, ``MON-FRI`` and lists of them. Raises ValueError."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        low, _, high = span.partition("-")
        if low == "*":
            begin, end = first, last
        else:
            begin = _number(low, names)
            end = _number(high, names) if high else (last if step else begin)
        if not first <= begin <= end <= last or (step and int(step) < 1):
            raise ValueError(field)
        found.update(range(begin, end + 1, int(step) if step else 1))
    return tuple(sorted(found))


def _number(text: str, names: dict[str, int] | None) -> int:
    return (names or {}).get(text.capitalize(), 0) or int(text)


def _month_days(field: str) -> _Days:
    """Days of the month: ``L`` is the last, ``15W`` the weekday that is next to the 15th in its month."""
    if field == "L":
        return lambda day: day.day == _length(day)
    if field.endswith("W"):
        (wanted,) = _numbers(field[:-1], 1, 31)
        return lambda day: wanted <= _length(day) and day == _weekday_near(day.replace(day=wanted))
    days = _numbers(field, 1, 31)
    return lambda day: day.day in days


def _week_days(field: str) -> _Days:
    """Days of the week, of which 1 is Sunday: ``6L`` is the last Friday of a month, ``3#2`` its second Tuesday."""
    last = re.fullmatch(r"(\w+)L", field)
    if last:
        (wanted,) = _numbers(last[1], 1, 7, _WEEKDAYS)
        return lambda day: _week_day(day) == wanted and day.day + 7 > _length(day)
    which, mark, count = field.partition("#")
    days: Sequence[int] = _numbers(which, 1, 7, _WEEKDAYS)
    if not mark:
        return lambda day: _week_day(day) in days
    (number,) = _numbers(count, 1, 5)
    return lambda day: _week_day(day) in days and (day.day - 1) // 7 + 1 == number


def _week_day(day: date) -> int:
    return day.isoweekday() % 7 + 1


def _length(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _weekday_near(day: date) -> date:
    """The Friday before a Saturday, the Monday after a Sunday; in the other direction at a month's ends."""
    move = {6: -1, 7: 1}.get(day.isoweekday(), 0)
    if not 1 <= day.day + move <= _length(day):
        move = -2 * move
    return day + timedelta(days=move)
