"""Text of numbers and times, as they are written and read again, for whatever value there is."""

import math
import struct
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from query_bench import Bench, Benches
from tickstack.errors import QueryError
from tickstack.sql.java_numbers import double, double_as_varchar, real, real_as_varchar
from tickstack.sql.moments import text as moment_text

MANY = 60  # values of one statement
FINITE = st.floats(allow_nan=False, allow_infinity=False)
REALS = st.floats(allow_nan=False, allow_infinity=False, width=32)
DECIMALS = st.decimals(min_value=-(10**20), max_value=10**20, places=6, allow_nan=False, allow_infinity=False)
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
SECONDS = st.integers(min_value=-60_000_000_000, max_value=250_000_000_000)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shared(benches: Benches) -> Bench:
    """One bench for all that hypothesis tries."""
    return benches.new()


def single(value: float) -> float:
    return float(struct.unpack("f", struct.pack("f", value))[0])


@given(st.floats())
def test_a_double_is_read_from_its_text(value: float) -> None:
    for text in (double(value), double_as_varchar(value)):
        assert math.isnan(value) or struct.pack("d", float(text)) == struct.pack("d", value)


@given(REALS)
def test_a_real_is_read_from_its_text(value: float) -> None:
    assert single(float(real(value))) == value
    assert abs(Decimal(real_as_varchar(value)) - Decimal(real(value))) <= abs(Decimal(real(value))) * Decimal("5e-7")


def _in_one(bench: Bench, expressions: list[str]) -> list[str | None]:
    return list(bench.rows(f"SELECT {', '.join(expressions)}")[0])


@settings(deadline=None, max_examples=15)
@given(values=st.lists(FINITE, min_size=1, max_size=MANY))
def test_doubles_as_text_and_back(shared: Bench, values: list[float]) -> None:
    texts = [double_as_varchar(value) for value in values]
    assert _in_one(shared, [f"CAST(CAST(DOUBLE '{text}' AS varchar) AS double)" for text in texts]) == [
        double(value) for value in values
    ]


@settings(deadline=None, max_examples=15)
@given(values=st.lists(FINITE.filter(lambda value: abs(value) < 1e18), min_size=1, max_size=MANY))
def test_doubles_as_decimals_round_half_up(shared: Bench, values: list[float]) -> None:
    made = _in_one(shared, [f"CAST(DOUBLE '{value!r}' AS decimal(38,4))" for value in values])
    expected = [EXACT.quantize(Decimal(repr(value)), Decimal("0.0001")) for value in values]
    assert [Decimal(text or "") for text in made] == expected


@settings(deadline=None, max_examples=15)
@given(pairs=st.lists(st.tuples(DECIMALS, DECIMALS), min_size=1, max_size=MANY // 3))
def test_arithmetic_of_decimals(shared: Bench, pairs: list[tuple[Decimal, Decimal]]) -> None:
    written = [(f"CAST('{a:f}' AS decimal(28,6))", f"CAST('{b:f}' AS decimal(28,6))") for a, b in pairs]
    sums = _in_one(shared, [f"{a} + {b}" for a, b in written])
    assert [Decimal(text or "") for text in sums] == [EXACT.add(a, b) for a, b in pairs]
    for (a, b), (one, other) in zip(pairs, written, strict=True):
        if b == 0:
            with pytest.raises(QueryError, match="DIVISION_BY_ZERO"):
                _in_one(shared, [f"{one} / {other}"])
        else:
            (text,) = _in_one(shared, [f"{one} / {other}"])
            assert Decimal(text or "") == EXACT.quantize(EXACT.divide(a, b), Decimal("0.000001"))


@settings(deadline=None, max_examples=15)
@given(moments=st.lists(st.tuples(SECONDS, st.integers(0, 999_999)), min_size=1, max_size=MANY))
def test_timestamps_as_text_and_back(shared: Bench, moments: list[tuple[int, int]]) -> None:
    times = [EPOCH + timedelta(seconds=seconds, microseconds=micros) for seconds, micros in moments]
    texts = [f"{time.year:04d}-{time:%m-%d %H:%M:%S}.{time.microsecond:06d}" for time in times]
    assert _in_one(shared, [f"TIMESTAMP '{text}'" for text in texts]) == texts
    assert _in_one(shared, [f"CAST(CAST('{text}' AS timestamp(6)) AS varchar)" for text in texts]) == texts


@settings(deadline=None, max_examples=15)
@given(
    moments=st.lists(st.tuples(SECONDS, st.integers(0, 10**12 - 1)), min_size=1, max_size=MANY // 4),
    precision=st.integers(0, 12),
)
def test_timestamps_are_rounded(shared: Bench, moments: list[tuple[int, int]], precision: int) -> None:
    texts = []
    expected = []
    for seconds, picos in moments:
        unit = 10 ** (12 - precision)
        carried, rest = divmod((picos + unit // 2) // unit * unit, 10**12)
        before, after = (EPOCH + timedelta(seconds=each) for each in (seconds, seconds + carried))
        texts.append(f"{before.year:04d}-{before:%m-%d %H:%M:%S}.{picos:012d}")
        fraction = f".{rest:012d}"[: 1 + precision] if precision else ""
        expected.append(f"{after.year:04d}-{after:%m-%d %H:%M:%S}{fraction}")
    assert _in_one(shared, [f"CAST(TIMESTAMP '{text}' AS timestamp({precision}))" for text in texts]) == expected
    assert _in_one(shared, [f"CAST('{text}' AS timestamp({precision}))" for text in texts]) == expected


@given(st.dates())
def test_days_of_dates(day: date) -> None:
    assert moment_text.date(day.isoformat()) == (day - EPOCH.date()).days


@pytest.mark.parametrize("text", ["2020-02-30", "2020-13-01", "20-01-01", "2020-01-01x", ""])
def test_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="no"):
        moment_text.timestamp(text)
