"""Functions that Python computes, as DuckDB is told of them: one for each thing that is computed and its types."""

from collections.abc import Callable

import pytest

from tickstack.sql.coercion import Typed
from tickstack.sql.python import python, used
from tickstack.sql.types import BIGINT, VARCHAR, TrinoType

COLUMN = Typed("x", BIGINT)


def times(factor: int) -> Callable[[int], int]:
    return lambda value: value * factor


def name(function: Callable[..., object], result: TrinoType = BIGINT) -> str:
    return python(function).sql([COLUMN], result).partition("(")[0]


def test_functions_made_in_one_place_are_not_taken_for_each_other() -> None:
    double, triple = name(times(2)), name(times(3))
    assert double != triple
    assert [each.function(5) for each in used(f"{double}(x) + {triple}(x)")] == [10, 15]


def test_the_same_function_exists_once() -> None:
    assert name(times(2)) == name(times(2))
    assert name(abs) == name(abs)


@pytest.mark.parametrize("result", [VARCHAR, TrinoType("double")])
def test_another_type_is_another_function(result: TrinoType) -> None:
    assert name(times(2)) != name(times(2), result)
