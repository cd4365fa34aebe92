"""What is computed in Python of arrays: the order that a comparator gives, and the positions of combinations."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.functions.array_parts import chosen
from tickstack.sql.functions.array_sort import ordered


def signs(values: list[int]) -> str:
    return "".join("<" if a < b else "=" if a == b else ">" for a in values for b in values)


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), max_size=50))
def test_a_comparator_sorts_and_keeps_the_order_of_equals(values: list[int]) -> None:
    expected = sorted(range(1, len(values) + 1), key=lambda position: values[position - 1])
    assert ordered(signs(values)) == expected


def test_a_comparator_that_never_gives_0_is_sorted_by_insertion() -> None:
    assert ordered(">>>>") == [1, 2]
    assert ordered("<<<<") == [2, 1]


@settings(deadline=None)
@given(st.integers(0, 9), st.integers(0, 5))
def test_combinations_are_complete_and_in_the_order_of_their_last_elements(size: int, width: int) -> None:
    made = chosen(size, width)
    assert sorted(map(tuple, made)) == list(combinations(range(1, size + 1), width))
    assert [each[::-1] for each in made] == sorted(each[::-1] for each in made)
