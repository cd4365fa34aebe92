"""Sketches: exact for few values, within their error for many, and the same again after their bytes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.sketches.hyperloglog import HyperLogLog, hash_of, of_number
from tickstack.sql.sketches.qdigest import NUMBERS, QuantileDigest
from tickstack.sql.sketches.setdigest import SetDigest, intersection
from tickstack.sql.sketches.tdigest import TDigest

LONG = st.integers(-(2**63), 2**63 - 1)


def sketch(numbers: range) -> HyperLogLog:
    made = HyperLogLog()
    for number in numbers:
        made.add(hash_of(of_number(number)))
    return made


@given(st.sets(LONG, max_size=200))
@settings(deadline=None, max_examples=30)
def test_few_distinct_values_are_exact(numbers: set[int]) -> None:
    made = HyperLogLog()
    for number in [*numbers, *numbers]:
        made.add(hash_of(of_number(number)))
    assert made.cardinality() == len(numbers)
    assert HyperLogLog.read(bytes(made)).cardinality() == len(numbers)


def test_many_distinct_values_are_near() -> None:
    for count in (600, 3000, 9000, 15000):
        assert abs(sketch(range(count)).cardinality() - count) < 0.05 * count


def test_merged_sketches_are_that_of_all() -> None:
    for first, second, every in (
        (range(100), range(50, 200), range(200)),
        (range(3000), range(10), range(3000)),
        (range(10), range(4000), range(4000)),
    ):
        made = sketch(first)
        made.merge(sketch(second))
        expected = sketch(every)
        assert made.cardinality() == expected.cardinality()
        made.densify()
        expected.densify()
        assert bytes(made) == bytes(expected)
        assert bytes(HyperLogLog.read(bytes(made))) == bytes(made)


def test_a_sparse_sketch_becomes_buckets_when_those_are_smaller() -> None:
    assert sketch(range(511)).buckets is None
    assert sketch(range(512)).buckets is not None


@given(st.lists(LONG, max_size=100), st.lists(LONG, max_size=100))
@settings(deadline=None, max_examples=30)
def test_sets_are_exact(first: list[int], second: list[int]) -> None:
    digests = []
    for numbers in (first, second):
        made = SetDigest()
        for number in numbers:
            made.add(of_number(number))
        digests.append(SetDigest.read(bytes(made)))
    assert digests[0].cardinality() == len(set(first))
    assert intersection(*digests) == len(set(first) & set(second))


def test_of_many_values_a_set_keeps_the_smallest_hashes() -> None:
    made, hashes = SetDigest(), set()
    for number in range(9000):
        made.add(of_number(number))
        hashed = hash_of(of_number(number))
        hashes.add(hashed - (hashed >> 63 << 64))
    assert sorted(made.counts) == sorted(hashes)[:8192]


@given(st.lists(LONG, min_size=1, max_size=60), st.floats(0, 1))
@settings(deadline=None)
def test_quantiles_of_few_numbers_are_among_them(numbers: list[int], quantile: float) -> None:
    made = QuantileDigest()
    for number in numbers:
        made.add(number)
    ordered = sorted(numbers)
    expected = ordered[min(int(quantile * len(ordered)), len(ordered) - 1)]
    assert made.value_at(quantile) == expected
    assert QuantileDigest.read(bytes(made)).value_at(quantile) == expected


def test_quantiles_of_many_numbers_are_near() -> None:
    made, other = QuantileDigest(), QuantileDigest()
    for number in range(20000):
        (made if number % 2 else other).add(number)
    made.merge(QuantileDigest.read(bytes(other)))
    for quantile in (0.01, 0.25, 0.5, 0.99):
        assert abs(made.value_at(quantile) - quantile * 20000) <= 400
    assert len(bytes(made)) < 100_000


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_doubles_keep_their_order(a: float, b: float) -> None:
    forth, back = NUMBERS["double"]
    assert back(forth(a)) == a
    assert (forth(a) < forth(b)) == (a < b) or a == b


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=50), st.floats(0, 1))
@settings(deadline=None)
def test_a_t_digest_is_the_same_after_its_bytes(values: list[float], quantile: float) -> None:
    made = TDigest((value, 1.0) for value in values)
    assert TDigest.read(bytes(made)).value_at(quantile) == made.value_at(quantile)
