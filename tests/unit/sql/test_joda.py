"""Patterns, ISO 8601 and zones: what is written is read again, and the calendar is Python's where that has one."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.joda import calendar, distant, elements, fields, iso8601, mysql, native, patterns, zones
from tickstack.sql.joda.bucket import FormatError
from tickstack.sql.joda.elements import Moment
from tickstack.sql.joda.mysql import PatternError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS = st.integers(calendar.days_of(1, 1, 1), calendar.days_of(9999, 12, 31))
LOCALS = st.integers(calendar.days_of(1, 1, 1) * calendar.DAY, calendar.days_of(9999, 12, 31) * calendar.DAY)
ANY = st.integers(-(10**15), 10**15)


@settings(deadline=None)
@given(DAYS)
def test_the_calendar_is_pythons(days: int) -> None:
    day = date(1970, 1, 1) + timedelta(days=days)
    assert calendar.date_of(days) == (day.year, day.month, day.day)
    assert calendar.days_of(day.year, day.month, day.day) == days
    assert (*calendar.week_of(days), calendar.weekday(days)) == tuple(day.isocalendar())
    assert calendar.day_of_year(days) == day.timetuple().tm_yday


@settings(deadline=None)
@given(ANY)
def test_the_calendar_has_no_end(days: int) -> None:
    assert calendar.days_of(*calendar.date_of(days)) == days
    year, week = calendar.week_of(days)
    assert calendar.first_monday(year) + 7 * (week - 1) + calendar.weekday(days) - 1 == days


FIELDS = [each for each in vars(fields).values() if isinstance(each, fields.Field)]


@settings(deadline=None)
@given(LOCALS, st.sampled_from(FIELDS))
def test_a_field_set_to_what_it_is_changes_nothing(local: int, field: fields.Field) -> None:
    assert field.set(local, field.get(local)) == local
    assert field.floor(local) <= local or field is fields.CENTURY_OF_ERA
    assert field.get(field.floor(local)) == field.get(local)


MYSQL = [
    "%Y-%m-%d %H:%i:%s.%f", "%Y%m%d%H%i%s%f", "%d/%b/%Y:%T.%f", "%x-W%v %a %k:%i:%s.%f", "%W, %M %e %Y %r .%f",
    "%Y %j %l:%i:%s %p %f", "%c/%e/%Y %h:%i %p %s.%f",
]  # fmt: skip
JODA = [
    "yyyy-MM-dd HH:mm:ss.SSS", "yyyyMMddHHmmssSSS", "EEE, d MMM yyyy h:mm:ss.SSS a", "xxxx-'W'ww-e HH:mm:ss.SSS",
    "EEEE D yyyy k:m:s.SSS", "G YYYY MMMM dd K:mm:ss.SSS a", "yyyy-MM-dd'T'HH:mm:ss.SSS''",
]  # fmt: skip


@settings(deadline=None)
@given(LOCALS, st.sampled_from([*map(mysql.elements, MYSQL), *map(patterns.elements, JODA)]))
def test_what_a_pattern_writes_it_reads(local: int, pattern: elements.Format) -> None:
    text = pattern.write(Moment(local))
    assert elements.read(pattern, text).local(text) == local


OFFSETS = st.integers(-14 * 60, 14 * 60)


@settings(deadline=None)
@given(LOCALS, OFFSETS, st.sampled_from(["yyyy-MM-dd HH:mm:ss.SSS Z", "yyyy-MM-dd HH:mm:ss.SSSZZ"]))
def test_offsets_are_read_as_they_are_written(local: int, minutes: int, pattern: str) -> None:
    made, offset = patterns.elements(pattern), minutes * 60_000
    text = made.write(Moment(local, offset, zones.offset_name(minutes)))
    assert elements.read(made, text).instant(text) == (local - offset, zones.offset_name(minutes))


@settings(deadline=None)
@given(LOCALS, OFFSETS)
def test_iso_8601_is_pythons(local: int, minutes: int) -> None:
    moment = (EPOCH + timedelta(milliseconds=local)).replace(tzinfo=timezone(timedelta(minutes=minutes)))
    text = moment.isoformat(timespec="milliseconds")
    instant, zone = elements.read(iso8601.DATE_TIME, text).instant(text)
    assert (instant, zone) == (local - minutes * 60_000, zones.offset_name(minutes))
    week = f"{moment.isocalendar().year:04d}-W{moment.isocalendar().week:02d}-{moment.isocalendar().weekday}"
    for form in (f"{moment:%Y}".zfill(4) + f"{moment:-%m-%d}", f"{moment.year:04d}-{moment:%j}", week):
        assert elements.read(iso8601.DATE, form).local(form) == local - local % calendar.DAY


@settings(deadline=None)
@given(st.text(alphabet="0123456789-:TWZ+., ", max_size=30))
def test_any_text_is_a_moment_or_a_message(text: str) -> None:
    message = ""
    try:
        elements.read(iso8601.DATE_TIME, text).instant(text)
    except FormatError as error:
        message = str(error)
    assert message.startswith(("Invalid format: ", "Cannot parse ")) or not message


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_pattern_writes_or_is_refused(pattern: str) -> None:
    for compile_ in (mysql.elements, patterns.elements):
        try:
            made = compile_(pattern)
        except PatternError:
            continue
        made.write(Moment(0))
        native.strftime(made)
        native.strptime(made)


@settings(deadline=None)
@given(LOCALS)
def test_a_native_format_writes_the_same(local: int) -> None:
    made = mysql.elements("%Y-%m-%d %H:%i:%s %a %b %j %p")
    fast = native.strftime(made)
    assert fast == "%Y-%m-%d %H:%M:%S %a %b %j %p"
    moment = EPOCH + timedelta(milliseconds=local)
    assert made.write(Moment(local)) == f"{moment.year:04d}-" + moment.strftime(fast.partition("-")[2])


ZONES = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "+05:30", "-03:30", "UTC"]


@settings(deadline=None)
@given(st.integers(-(10**12), 4 * 10**12), st.sampled_from(ZONES))
def test_a_zones_offset_leads_back(instant: int, zone: str) -> None:
    offset = zones.offset_at(zone, instant)
    found = zones.offset_of_local(zone, instant + offset)
    assert found is not None
    assert found >= offset  # the earlier of two has the greater offset
    if "/" in zone:
        there = (EPOCH + timedelta(milliseconds=instant)).astimezone(ZoneInfo(zone))
        assert timedelta(milliseconds=offset) == there.utcoffset()


@settings(deadline=None)
@given(st.integers(0, 10**15), st.sampled_from(ZONES))
def test_rules_repeat_after_four_hundred_years(instant: int, zone: str) -> None:
    cycle = 146_097 * calendar.DAY
    far = instant + 5 * 10**14
    assert zones.offset_at(zone, far) == zones.offset_at(zone, far + cycle)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("utc", "UTC"), ("GMT", "UTC"), ("Etc/UCT", "UTC"), ("z", "UTC"), ("+00:00", "UTC"), ("-00:00", "UTC"),
        ("+5", "+05:00"), ("-0330", "-03:30"), ("UTC+5", "+05:00"), ("GMT-08:00", "-08:00"), ("Etc/GMT+8", "-08:00"),
        ("America/New_York", "America/New_York"), ("america/new_york", "America/New_York"), ("+14:00", "+14:00"),
        ("+14:01", None), ("+05:60", None), ("Nowhere", None), ("", None), ("GMT5", None),
    ],
)  # fmt: skip
def test_names_of_zones(name: str, zone: str | None) -> None:
    assert zones.canonical(name) == zone


@settings(deadline=None)
@given(st.integers(-(10**17), 10**17))
def test_distant_moments_are_read_as_duckdb_writes_them(micros: int) -> None:
    text = distant.timestamp(micros, 6).removeprefix("+")
    if text.startswith(("-", "0000")):
        year, rest = int(text[:-22]), text[-22:]
        text = f"{1 - year:04d}{rest[:6]} (BC){rest[6:]}"
    assert distant.microseconds(text) == micros
