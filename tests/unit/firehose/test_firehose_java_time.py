import contextlib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.firehose.java_time import PatternError, formatter

MORNING = datetime(2020, 5, 4, 9, 3, 7, tzinfo=ZoneInfo("UTC"))
NEW_YEAR = datetime(2022, 12, 31, 0, 30, 0, tzinfo=ZoneInfo("America/New_York"))
KATHMANDU = datetime(2020, 5, 14, 23, 59, 59, tzinfo=ZoneInfo("Asia/Kathmandu"))


@pytest.mark.parametrize(
    ("pattern", "when", "text"),
    [
        ("yyyy/MM/dd/HH/", MORNING, "2020/05/04/09/"),
        ("y-M-d H:m:s", MORNING, "2020-5-4 9:3:7"),
        ("yy", MORNING, "20"),
        ("uuuu", MORNING, "2020"),
        ("MMM MMMM MMMMM", MORNING, "May May M"),
        ("LL", MORNING, "05"),
        ("DDD", MORNING, "125"),
        ("E EEEE EEEEE", MORNING, "Mon Monday M"),
        ("e ee eee", MORNING, "2 02 Mon"),
        ("Q QQ QQQ QQQQ", MORNING, "2 02 Q2 2nd quarter"),
        ("G GGGG", MORNING, "AD Anno Domini"),
        ("hh a", MORNING, "09 AM"),
        ("h a", KATHMANDU, "11 PM"),
        ("k K h", NEW_YEAR, "24 0 12"),
        ("SSSSSSSSS", MORNING, "000000000"),
        ("n", MORNING, "0"),
        ("A", MORNING, "32587000"),
        ("N", MORNING, "32587000000000"),
        ("YYYY 'w'ww", NEW_YEAR, "2022 w53"),
        ("YYYY w", datetime(2020, 12, 27, tzinfo=ZoneInfo("UTC")), "2021 1"),
        ("'year='yyyy'/month='MM", MORNING, "year=2020/month=05"),
        ("'o''clock'", MORNING, "o'clock"),
        ("''yyyy''", MORNING, "'2020'"),
        ("yyyy[-MM[-dd]]", MORNING, "2020-05-04"),
        ("X XX XXX", MORNING, "Z Z Z"),
        ("x xx xxx", MORNING, "+00 +0000 +00:00"),
        ("X xx xxx", NEW_YEAR, "-05 -0500 -05:00"),
        ("X XX XXX", KATHMANDU, "+0545 +0545 +05:45"),
        ("Z ZZZZ ZZZZZ", KATHMANDU, "+0545 GMT+05:45 +05:45"),
        ("O OOOO", NEW_YEAR, "GMT-5 GMT-05:00"),
        ("O", MORNING, "GMT"),
        ("VV", NEW_YEAR, "America/New_York"),
        ("z zzz", NEW_YEAR, "EST EST"),
        ("z", datetime(2020, 7, 1, tzinfo=ZoneInfo("Asia/Tokyo")), "JST"),
        ("z", KATHMANDU, "GMT+05:45"),
        ("c ccc cccc ccccc", MORNING, "2 Mon Monday M"),
        ("W F", MORNING, "2 4"),
        ("W F", NEW_YEAR, "5 3"),
        ("W", datetime(2020, 5, 31, tzinfo=ZoneInfo("UTC")), "6"),
        ("g gggggg", MORNING, "58973 058973"),
        ("B BBBB BBBBB", MORNING, "in the morning in the morning in the morning"),
        ("B", KATHMANDU, "at night"),
        ("B BBBBB", datetime(2020, 5, 4, 12, 0, 9, tzinfo=ZoneInfo("UTC")), "noon n"),
        ("BBBBB", datetime(2020, 5, 4, 0, 0, tzinfo=ZoneInfo("UTC")), "mi"),
        ("pppH:ppm'x'ppppyyyy", MORNING, "  9: 3x2020"),
        ("yyyyyy", MORNING, "002020"),
    ],
)
def test_prints_as_java_does(pattern: str, when: datetime, text: str) -> None:
    assert formatter(pattern)(when) == text


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("yyyy-MM-ddTHH", "letter: T"),
        ("v", "letter: v"),
        ("zzzz", "Too many pattern letters: z"),
        ("cc", "Invalid count of pattern letters: cc"),
        ("BB", "Invalid count of pattern letters: BB"),
        ("WW", "Too many pattern letters: W"),
        ("yyyypp", "Pad letter 'p' must be followed by valid pad pattern"),
        ("pp-d", "Pad letter 'p' must be followed by valid pad pattern"),
        ("HHH", "Too many pattern letters: H"),
        ("aa", "Too many pattern letters: a"),
        ("V", "Invalid count of pattern letters: V"),
        ("'open", "incomplete string literal"),
        ("yyyy]", "without previous"),
        ("yyyy{MM", "reserved character"),
    ],
)
def test_refuses_by_name(pattern: str, fault: str) -> None:
    with pytest.raises(PatternError, match=fault):
        formatter(pattern)


@given(st.datetimes(timezones=st.just(ZoneInfo("UTC"))))
def test_an_iso_pattern_reads_back(when: datetime) -> None:
    text = formatter("yyyy-MM-dd'T'HH:mm:ssxxx")(when)
    assert datetime.fromisoformat(text) == when.replace(microsecond=0)


@given(st.text(max_size=30))
def test_any_text_is_a_pattern_or_refused(pattern: str) -> None:
    with contextlib.suppress(PatternError):
        formatter(pattern)(MORNING)
