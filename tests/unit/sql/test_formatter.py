"""Java's String.format."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.formatter import formatted
from tickstack.sql.formatter.specifiers import FormatError

LONG, DOUBLE, STRING = "java.lang.Long", "java.lang.Double", "java.lang.String"
CLASSES = {int: LONG, float: DOUBLE, str: STRING, bool: "java.lang.Boolean", Decimal: "java.math.BigDecimal"}
CLASSES |= {date: "java.time.LocalDate", datetime: "java.time.LocalDateTime", time: "java.time.LocalTime"}


def made(pattern: str, values: Sequence[Any]) -> str:
    return formatted(pattern, [CLASSES.get(type(value), STRING) for value in values], values)


@pytest.mark.parametrize(
    ("pattern", "values", "expected"),
    [
        ("%s|%5s|%-5s|%.2s|%S", ["a", "b", "c", "def", "x"], "a|    b|c    |de|X"),
        ("%d|%5d|%-5d|%05d|%+d|%,d|%(d", [1, 2, 3, -4, 5, 1234567, -6], "1|    2|3    |-0004|+5|1,234,567|(6)"),
        ("%x|%X|%#x|%o|%x", [255, 255, 255, 8, -1], "ff|FF|0xff|10|ffffffffffffffff"),
        ("%f|%.0f|%.1f|%.2f|%,.2f", [1.5, 0.5, 0.15, 1.005, 1234.5], "1.500000|1|0.2|1.01|1,234.50"),
        (
            "%e|%.2e|%E|%g|%g",
            [12345.678, 0.00015, 1.0, 0.0001, 1e10],
            "1.234568e+04|1.50e-04|1.000000E+00|0.000100000|1.00000e+10",
        ),
        ("%f|%5.1f|%s", [Decimal("1.5"), Decimal("2.25"), Decimal("0.0000001")], "1.500000|  2.3|1E-7"),
        ("%b|%B|%b|%b", [True, False, None, "x"], "true|FALSE|false|true"),
        ("%2$s %1$s %<s %s", ["a", "b"], "b a a a"),
        ("%%|%n|%5%", [], "%|\n|    %"),
        ("%s|%d|%f|%c", [None, None, None, None], "null|null|null|null"),
        ("%h", ["hello"], "5e918d2"),
        ("%a", [1.5], "0x1.8p0"),
        ("%f|%5.1f|%-9f|", [float("nan"), float("inf"), float("-inf")], "NaN|Infinity|-Infinity|"),
        (
            "%tF %<tD %<tA %<ta %<tB %<tb %<tj %<te %<ty %<tC",
            [date(2020, 1, 2)],
            "2020-01-02 01/02/20 Thursday Thu January Jan 002 2 20 20",
        ),
        (
            "%tT %<tR %<tr %<tL %<tN %<tI %<tl %<tk %<tp",
            [time(15, 4, 5, 6000)],
            "15:04:05 15:04 03:04:05 PM 006 006000000 03 3 15 pm",
        ),
        ("%TB", [date(2020, 1, 2)], "JANUARY"),
        (
            "%s %s",
            [datetime(2020, 1, 2, 3, 4), datetime(2020, 1, 2, 3, 4, 5, 600)],
            "2020-01-02T03:04 2020-01-02T03:04:05.000600",
        ),
    ],
)
def test_formatted(pattern: str, values: list[Any], expected: str) -> None:
    assert made(pattern, values) == expected


@pytest.mark.parametrize(
    ("pattern", "values", "message"),
    [
        ("%d", ["a"], "IllegalFormatConversion: d != java.lang.String"),
        ("%d", [1.5], "IllegalFormatConversion: d != java.lang.Double"),
        ("%f", [1], "IllegalFormatConversion: f != java.lang.Long"),
        ("%s %s", ["a"], "MissingFormatArgument: Format specifier '%s'"),
        ("%3$s", ["a"], "MissingFormatArgument: Format specifier '%3$s'"),
        ("%q", [1], "UnknownFormatConversion: Conversion = 'q'"),
        ("50%", [1], "UnknownFormatConversion: Conversion = '%'"),
        ("%-d", [1], "MissingFormatWidth: %-d"),
        ("%-05d", [1], "IllegalFormatFlags: Flags = '-0'"),
        ("%.2d", [1], "IllegalFormatPrecision: 2"),
        ("%#s", ["a"], "FormatFlagsConversionMismatch: Conversion = s, Flags = #"),
        ("%tH", [date(2020, 1, 2)], "IllegalFormatConversion: H != java.time.LocalDate"),
    ],
)
def test_refused(pattern: str, values: list[Any], message: str) -> None:
    with pytest.raises(FormatError) as caught:
        made(pattern, values)
    assert str(caught.value) == message


@settings(deadline=None)
@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 9))
def test_numbers_are_those_of_python(value: int, width: int) -> None:
    assert made(f"%{width or ''}d", [value]) == f"{value:{width or ''}d}"
    assert made("%,d", [value]) == f"{value:,}"


@settings(deadline=None)
@given(st.text("%$-+ 0,(<123.sdfxtTHeq"))
def test_any_format_is_written_or_refused(pattern: str) -> None:
    try:
        made(pattern, ["a", 1, 2.5])
    except FormatError:
        return
