"""The Gregorian calendar, without end to either side, and ISO's weeks.

Days count from 1970-01-01. The arithmetic is of Howard Hinnant's "chrono-compatible low-level date algorithms",
https://howardhinnant.github.io/date_algorithms.html: years begin in March, so that a leap day is the last of its year.
"""

DAY = 86_400_000  # milliseconds
_ERA = 146_097  # days of 400 years


def days_of(year: int, month: int, day: int) -> int:
    """The day's number."""
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * _ERA + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def date_of(days: int) -> tuple[int, int, int]:
    """Year, month and day of a day's number."""
    era, of_era = divmod(days + 719_468, _ERA)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    return year + era * 400 + (month <= 2), month, day


def is_leap(year: int) -> bool:
    """Whether the year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The days of a month."""
    return 29 if month == 2 and is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def year_length(year: int) -> int:
    """The days of a year."""
    return 366 if is_leap(year) else 365


def day_of_year(days: int) -> int:
    """1 on New Year's Day."""
    return days - days_of(date_of(days)[0], 1, 1) + 1


def weekday(days: int) -> int:
    """1 on Mondays, 7 on Sundays."""
    return (days + 3) % 7 + 1


def first_monday(year: int) -> int:
    """The Monday of ISO's first week of a year, the week of its 4th of January."""
    fourth = days_of(year, 1, 4)
    return fourth - weekday(fourth) + 1


def week_of(days: int) -> tuple[int, int]:
    """ISO's year and week."""
    year = date_of(days - weekday(days) + 4)[0]  # that of the week's Thursday
    return year, (days - first_monday(year)) // 7 + 1


def weeks_in(year: int) -> int:
    """52 or 53."""
    return (first_monday(year + 1) - first_monday(year)) // 7
