"""Values as text and back."""

from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.durable.values import Codec
from tickstack.errors import StateError


@dataclass(frozen=True)
class Point:
    x: int
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stranger:
    x: int


CODEC = Codec(Point)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))  # lone surrogates come with JSON
MOMENTS = st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-4))))
POINTS = st.builds(Point, st.integers(), st.lists(ANY_TEXT).map(tuple))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT | st.binary() | MOMENTS
KEYS = ANY_TEXT | st.sampled_from(["$", "$datetime", "$dict", "$Point"]) | st.integers() | st.tuples(st.text())
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS | POINTS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner),
    max_leaves=20,
)


def exact(value: Any) -> Any:
    """``value`` so that equality tells 1 from True and 1.0, and (1,) from [1]."""
    if isinstance(value, dict):
        return dict, [(exact(key), exact(item)) for key, item in value.items()]
    if isinstance(value, list | tuple):
        return type(value), [exact(item) for item in value]
    return type(value), value


@given(VALUES)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    text = CODEC.write(value)
    assert exact(CODEC.read(text)) == exact(value)
    assert text.isascii()


@pytest.mark.parametrize(
    "value", [{1, 2}, Stranger(1), object(), Point, 1j], ids=["set", "stranger", "object", "class", "complex"]
)
def test_what_is_not_kept_is_refused_when_it_is_written(value: object) -> None:
    with pytest.raises(TypeError, match="is not kept"):
        CODEC.write({"deep": [value]})


@pytest.mark.parametrize("text", ['{"$Stranger":{"x":1}}', '{"$Point":{"y":1}}', '{"$datetime":"noon"}', "{", ""])
def test_what_another_version_wrote_is_refused_when_it_is_read(text: str) -> None:
    with pytest.raises(StateError, match="cannot be read"):
        CODEC.read(text)
