"""Values as Athena's text."""

import math
import struct
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.sql.java_numbers import double, double_as_varchar, real, real_as_varchar
from tickstack.sql.type_text import trino_type
from tickstack.sql.values import row_writer, writer


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1.0"),
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (0.001, "0.001"),
        (0.0009, "9.0E-4"),
        (1e-4, "1.0E-4"),
        (9999999.0, "9999999.0"),
        (1e7, "1.0E7"),
        (123456789.125, "1.23456789125E8"),
        (5.361908012743457e-4, "5.361908012743457E-4"),
        (137.97000122070312, "137.97000122070312"),
        (1.7976931348623157e308, "1.7976931348623157E308"),
        (4.9e-324, "4.9E-324"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_double(value: float, text: str) -> None:
    assert double(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_double_reads_back(value: float) -> None:
    text = double(value)
    assert struct.pack("d", float(text)) == struct.pack("d", value)
    assert ("E" in text) == (value != 0 and not 1e-3 <= abs(value) < 1e7)
    mantissa, _, exponent = text.partition("E")
    assert "." in mantissa
    assert not exponent or 1 <= abs(float(mantissa)) < 10


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_real_reads_back(value: float) -> None:
    assert struct.pack("f", float(real(value))) == struct.pack("f", value)
    assert len(real(value)) <= len(double(value))


@pytest.mark.parametrize(
    ("value", "text"), [(0.1, "1.0E-1"), (0.0, "0E0"), (-0.0, "-0E0"), (100.0, "1.0E2"), (-2.5, "-2.5E0")]
)
def test_cast_to_varchar_always_has_an_exponent(value: float, text: str) -> None:
    assert double_as_varchar(value) == text
    assert real_as_varchar(value) == text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("boolean", True, "true"),
        ("bigint", -5, "-5"),
        ("real", struct.unpack("f", struct.pack("f", 0.1))[0], "0.1"),
        ("decimal(5,2)", Decimal("0.10"), "0.10"),
        ("decimal(38,0)", Decimal("1E+3"), "1000"),
        ("varchar", 'a"b\n', 'a"b\n'),
        ("varbinary", b"hel", "68 65 6c"),
        ("date", date(2020, 1, 2), "2020-01-02"),
        ("time", time(12, 34, 56, 789000), "12:34:56.789"),
        ("timestamp(0)", datetime(2020, 1, 2, 3, 4, 5), "2020-01-02 03:04:05"),
        ("timestamp(3)", datetime(2020, 1, 2, 3, 4, 5, 6000), "2020-01-02 03:04:05.006"),
        ("timestamp(6)", datetime(987, 1, 2, 3, 4, 5, 6), "0987-01-02 03:04:05.000006"),
        (
            "timestamp(3) with time zone",
            {"instant": datetime(2020, 1, 2), "zone": "UTC"},
            "2020-01-02 00:00:00.000 UTC",
        ),
        (
            "timestamp(3) with time zone",
            {"instant": datetime(2020, 7, 2), "zone": "America/New_York"},
            "2020-07-01 20:00:00.000 America/New_York",
        ),
        (
            "timestamp(0) with time zone",
            {"instant": datetime(2020, 7, 2), "zone": "-05:30"},
            "2020-07-01 18:30:00 -05:30",
        ),
        ("array(varchar)", ["a", None, "b"], "[a, null, b]"),
        ("map(integer, double)", {10: 1.0, 9: None}, "{9=null, 10=1.0}"),
        ("row(id integer, name varchar)", {"f0": 1, "f1": "x"}, "{id=1, name=x}"),
        ("row(integer, varchar)", {"f0": 1, "f1": None}, "{1, null}"),
        ("array(varbinary)", [b"hel", b"hel", None, b""], "[[B@e50bf11b, [B@e50bf11b, null, [B@0]"),
    ],
)
def test_text(kind: str, value: Any, text: str) -> None:
    assert writer(trino_type(kind))(value) == text


def test_null_stays_none() -> None:
    assert row_writer([trino_type("varchar"), trino_type("double")])(["", None]) == ("", None)
